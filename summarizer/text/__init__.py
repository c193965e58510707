"""Words and sentences of plain text. Pure; offsets are characters of the text given."""
