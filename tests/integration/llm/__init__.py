"""The LLM condenser against a model on loopback, through the real client."""
