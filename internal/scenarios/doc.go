// Package scenarios holds what the answers must say, as files a leader can read: records
// and commits in, statements out. A new answer joins by a line in the table of questions,
// a new scenario by a file in testdata. Compare runs the files of another package, which
// tells its answers in its own way. Tests alone use it.
package scenarios
