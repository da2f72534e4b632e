// Package calendar turns working patterns, holidays, absences and zones into the
// flat working time that engines count in, and maps work to instants and back.
//
// A Pattern is what people know: hours by weekday, a zone, holidays, leave. Build
// turns it into a model.Calendar. Compile turns any model.Calendar into an Index
// that answers "when are w more minutes worked?" in about constant time.
package calendar
