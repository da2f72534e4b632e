// Package scenarios holds what the answers must say, as files a leader can read: records
// and commits in, statements out. It has tests alone; a new answer joins by a line in
// the table of questions, a new scenario by a file in testdata.
package scenarios
