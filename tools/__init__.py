"""The image tools, the models behind them, and the words that painters know."""
