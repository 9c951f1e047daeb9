"""The release gate: contracts, expectations, lost rows and publishers."""
