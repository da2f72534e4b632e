package record

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Minutes is an amount of work. People write it as "90m", "2h", "1.5h" or "1.5d"; it is
// kept and shown as hours where it is whole hours or quarters of one, else minutes.
type Minutes int64

// String gives the shortest exact form without days.
func (m Minutes) String() string {
	if m%15 == 0 {
		return strconv.FormatFloat(float64(m)/60, 'f', -1, 64) + "h"
	}
	return strconv.FormatInt(int64(m), 10) + "m"
}

// MarshalText implements encoding.TextMarshaler.
func (m Minutes) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads "90m" and "2h"; days are refused here, since their length is the
// organisation's (see Normalise).
func (m *Minutes) UnmarshalText(b []byte) error {
	v, err := ParseMinutes(string(b), 0)
	*m = v
	return err
}

const maxMinutes = 100 * 365 * 24 * 60

// ParseMinutes reads an amount of work. A day has the given number of minutes; with 0
// an amount in days is an error.
func ParseMinutes(s string, day Minutes) (Minutes, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	number, unit := s[:len(s)-1], s[len(s)-1]
	per := map[byte]float64{'m': 1, 'h': 60, 'd': float64(day), 'w': 5 * float64(day)}[unit]
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || per == 0 || math.IsNaN(v) {
		return 0, fmt.Errorf("%q is not an amount of work; write it like 90m, 2h or 1.5d", s)
	}
	if v < 0 || v*per > maxMinutes {
		return 0, fmt.Errorf("%q is out of range; work lies between 0 and 100 years", s)
	}
	return Minutes(math.Round(v * per)), nil
}

// Estimate is what work is believed to take: Low and High are P10 and P90, Likely the
// mode. A single number has only Likely, and then means the median.
type Estimate struct{ Low, Likely, High Minutes }

// IsZero says that nothing was estimated.
func (e Estimate) IsZero() bool { return e == Estimate{} }

// Single says that only one number was given.
func (e Estimate) Single() bool { return e.Low == 0 && e.High == 0 && e.Likely > 0 }

// String gives "24-32-56h", "32h" or "".
func (e Estimate) String() string {
	if e.IsZero() {
		return ""
	}
	if e.Single() {
		return e.Likely.String()
	}
	if e.Low%15 == 0 && e.Likely%15 == 0 && e.High%15 == 0 {
		h := func(m Minutes) string { return strings.TrimSuffix(m.String(), "h") }
		return h(e.Low) + "-" + h(e.Likely) + "-" + e.High.String()
	}
	return fmt.Sprintf("%d-%d-%dm", e.Low, e.Likely, e.High)
}

// MarshalText implements encoding.TextMarshaler.
func (e Estimate) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads what String gives.
func (e *Estimate) UnmarshalText(b []byte) error {
	v, err := ParseEstimate(string(b), 0)
	*e = v
	return err
}

// ParseEstimate reads "5d" or "24-32-56h" with days of the given length.
func ParseEstimate(s string, day Minutes) (Estimate, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Estimate{}, nil
	}
	parts := strings.Split(s, "-")
	unit := s[len(s)-1:]
	var v [3]Minutes
	for i, p := range parts {
		if i >= 3 {
			break
		}
		if p != "" && p[len(p)-1] >= '0' && p[len(p)-1] <= '9' {
			p += unit
		}
		m, err := ParseMinutes(p, day)
		if err != nil || p == "" {
			return Estimate{}, fmt.Errorf("%q is not an estimate; write 5d, or low-likely-high like 24-32-56h", s)
		}
		v[i] = m
	}
	switch {
	case len(parts) == 1:
		return Estimate{Likely: v[0]}, nil
	case len(parts) != 3:
		return Estimate{}, fmt.Errorf("%q has %d numbers; an estimate has one, or three: low-likely-high", s, len(parts))
	case v[0] > v[1] || v[1] > v[2] || v[0] <= 0:
		return Estimate{}, fmt.Errorf("%q does not rise from low to likely to high", s)
	case v[0] == v[2]:
		return Estimate{Likely: v[1]}, nil
	}
	return Estimate{v[0], v[1], v[2]}, nil
}

// Share is a part of a whole in permille; written "20%".
type Share int

// Whole is 100 %.
const Whole Share = 1000

// String gives "20%" or "12.5%".
func (s Share) String() string { return strconv.FormatFloat(float64(s)/10, 'f', -1, 64) + "%" }

// Fraction gives the share as a number from 0 to 1.
func (s Share) Fraction() float64 { return float64(s) / float64(Whole) }

// MarshalText implements encoding.TextMarshaler.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a percentage with up to one decimal.
func (s *Share) UnmarshalText(b []byte) error {
	t := strings.TrimSpace(string(b))
	if t == "" {
		*s = 0
		return nil
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(t, "%"), 64)
	if err != nil || !strings.HasSuffix(t, "%") || math.Abs(v) > 1e6 || math.IsNaN(v) {
		return fmt.Errorf("%q is not a share; write it like 20%%", t)
	}
	*s = Share(math.Round(v * 10))
	return nil
}

// Money is an amount in minor units of a currency (ISO 4217); written "85.00 EUR".
type Money struct {
	Minor    int64
	Currency string
}

// IsZero says that no amount was given.
func (m Money) IsZero() bool { return m == Money{} }

func decimals(currency string) int {
	switch currency {
	case "JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF", "KMF", "GNF", "DJF", "BIF", "VUV":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}

// String gives the amount with the decimals of its currency.
func (m Money) String() string {
	if m.IsZero() {
		return ""
	}
	d := decimals(m.Currency)
	return strconv.FormatFloat(float64(m.Minor)/math.Pow10(d), 'f', d, 64) + " " + m.Currency
}

// MarshalText implements encoding.TextMarshaler.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads "85 EUR" and "85.00 EUR".
func (m *Money) UnmarshalText(b []byte) error {
	t := strings.TrimSpace(string(b))
	if t == "" {
		*m = Money{}
		return nil
	}
	number, currency, found := strings.Cut(t, " ")
	v, err := strconv.ParseFloat(number, 64)
	if !found || err != nil || !IsCurrency(currency) || math.Abs(v) > 1e12 || math.IsNaN(v) {
		return fmt.Errorf("%q is not an amount of money; write it like 85.00 EUR", t)
	}
	*m = Money{int64(math.Round(v * math.Pow10(decimals(currency)))), currency}
	return nil
}

// IsCurrency says whether s has the shape of an ISO 4217 code.
func IsCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// Date is a whole day, "2026-02-20", in the zone of whom it concerns. It sorts as text.
type Date string

// UnmarshalText refuses days that do not exist.
func (d *Date) UnmarshalText(b []byte) error {
	s := string(b)
	if s != "" {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return fmt.Errorf("%q is not a day of the calendar; write it like 2026-02-20", s)
		}
	}
	*d = Date(s)
	return nil
}

// In gives the first instant of the day in a zone.
func (d Date) In(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Add gives the day n days later.
func (d Date) Add(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// DateOf gives the day of an instant in the instant's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }
