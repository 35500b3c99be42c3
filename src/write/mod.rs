//! Turns outputs into the files of the output folder, which is whole at every moment.
