"""What a row, a word, a source and a community must be; the data dictionary is made from here."""
