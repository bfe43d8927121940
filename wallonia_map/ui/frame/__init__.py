"""The frame around every page: address, state, navigation, style, what is wrong with the data."""
