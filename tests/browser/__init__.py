"""The sample community's pages in a real browser, as readers with different needs meet them."""
