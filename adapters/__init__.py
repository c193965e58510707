"""Platform adapters: each turns one chat platform's events into commands, and documents into its payloads."""
