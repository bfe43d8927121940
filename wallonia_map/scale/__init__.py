"""The same questions on dask-geopandas, for registers that outgrow one process (extra `scale`)."""
