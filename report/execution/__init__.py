"""Run notebooks with papermill: in parallel, from a process that has the heavy imports done, and only when needed."""
