"""The bundled edition: two mornings of an invented technology press, as data, feeds and pages."""
