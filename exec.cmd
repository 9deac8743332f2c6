@rem The start script says `exec node ...`, so that no shell stands between npm and Mayfly when a signal comes.
@rem Windows has no exec, and finds this instead.
@%*
