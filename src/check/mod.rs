//! Turns an archive into the list of what is wrong or doubtful in it.
