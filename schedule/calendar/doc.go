// Package calendar turns working patterns, holidays, absences and zones into the
// flat working time that engines count in, and maps work to instants and back.
package calendar
