"""From executed notebooks to the published site: pages, pictures, Sphinx, and checks of what came out."""
