// Package holiday gives the public holidays of a country as days. The rules come
// from github.com/rickar/cal.
package holiday

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"

	"plumbline/internal/record"
)

func regions() map[string][]*cal.Holiday {
	return map[string][]*cal.Holiday{
		"AT": at.Holidays, "AU": au.HolidaysNSW, "BE": be.Holidays, "BR": br.Holidays, "CA": ca.Holidays, "CH": ch.Holidays, "CZ": cz.Holidays,
		"DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays, "FR": fr.Holidays, "GB": gb.Holidays, "IE": ie.Holidays, "IT": it.Holidays,
		"JP": jp.Holidays, "NL": nl.Holidays, "NO": no.Holidays, "PL": pl.Holidays, "SE": se.Holidays, "US": us.Holidays,
	}
}

// Regions lists the regions there are holidays for.
func Regions() []string {
	var out []string
	for r := range regions() {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// Known says whether there are holidays for a region.
func Known(region string) bool { return regions()[strings.ToUpper(region)] != nil }

// Days gives the observed holidays of a region from the first to the last year,
// sorted; none for an unknown region.
func Days(region string, first, last int) []record.Date {
	var out []record.Date
	for _, h := range regions()[strings.ToUpper(region)] {
		for y := first; y <= last; y++ {
			_, observed := h.Calc(y)
			if !observed.IsZero() {
				out = append(out, record.Date(observed.Format(time.DateOnly)))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
