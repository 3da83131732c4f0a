"""The colours of charts, light scheme; theme/loader.js swaps each for its dark counterpart by name."""

MAIN = "#206095"
SECOND = "#0f7a6c"
MUTED = "#6f777b"
INK = "#222222"
GRID = "#d9d9d9"
HIDDEN_LINE = "#595959"
HIDDEN_FILL = "#f2f2f2"
PAPER = "#fefefe"
# Five steps of one hue, told apart by lightness alone, so that every kind of colour vision sees the order.
STEPS = ("#dceaf6", "#a9cce6", "#6da7d0", "#2f77b0", "#0d3b66")
