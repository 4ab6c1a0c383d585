"""Notebooks run in kernels that are forked from a process which has the suite loaded, in place of started anew.

`papermill --engine yot in.ipynb out.ipynb` gives what papermill alone gives, sooner: see `engine`.
"""
