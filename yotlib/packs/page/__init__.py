"""The last room: run notebooks in, the files a board reads out."""
