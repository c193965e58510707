"""Documents and digests as text: terminal, Markdown, HTML and JSON. Pure functions; platforms render in adapters."""
