"""Budget disclosures of Chinese government bodies as open data that people trust."""

__version__ = "0.1.0"
