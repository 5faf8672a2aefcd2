"""The book on paper: the finished HTML pages joined to one document and printed as a tagged PDF."""
