"""Doubles of the chat platforms on 127.0.0.1 that refuse what the platforms refuse: for the demo and the tests."""
