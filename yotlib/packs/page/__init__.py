"""Turn run notebooks into one page, with the pictures and tables they carry as files."""
