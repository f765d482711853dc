"""The makers need libraries that are not among ours."""

collect_ignore = ["make_edsl.py", "make_qstn.py"]
