"""Charts, pages, theme and languages of the static site; nothing here can open a private file."""
