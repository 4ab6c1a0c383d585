"""Run notebooks in kernels that are forked from a process which has the suite loaded, instead of starting each anew.

`papermill --engine yot in.ipynb out.ipynb` gives what papermill alone gives, sooner: see `engine`.
"""
