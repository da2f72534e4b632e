package record

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const eightHours = Minutes(8 * 60)

func TestAmountsOfWorkAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		written string
		day     Minutes
		want    Minutes
		fails   string
	}{
		{written: "90m", want: 90},
		{written: "2h", want: 120},
		{written: "1.5h", want: 90},
		{written: " 2h ", want: 120},
		{written: "1.5d", day: eightHours, want: 720},
		{written: "1d", day: 6 * 60, want: 360},
		{written: "1w", day: eightHours, want: 5 * 480},
		{written: "", want: 0},
		{written: "1d", fails: "not an amount of work"}, // without a length of the day
		{written: "5", fails: "not an amount of work"},
		{written: "h", fails: "not an amount of work"},
		{written: "5 Tage", fails: "not an amount of work"},
		{written: "NaNh", fails: "not an amount of work"},
		{written: "Infh", fails: "out of range"},
		{written: "-2h", fails: "out of range"},
		{written: "1e9h", fails: "out of range"},
	} {
		got, err := ParseMinutes(c.written, c.day)
		if c.fails == "" && (err != nil || got != c.want) || c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)) {
			t.Errorf("%q with a day of %s: got %v, %v", c.written, c.day, got, err)
		}
	}
}

func TestEstimatesAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		written string
		want    Estimate
		fails   string
	}{
		{written: "5d", want: Estimate{Likely: 5 * 480}},
		{written: "24-32-56h", want: Estimate{24 * 60, 32 * 60, 56 * 60}},
		{written: "3h-1d-2d", want: Estimate{180, 480, 960}},
		{written: "4-4-4h", want: Estimate{Likely: 240}},
		{written: ""},
		{written: "3-2-1d", fails: "does not rise"},
		{written: "0-1-2d", fails: "does not rise"},
		{written: "1-2d", fails: "has 2 numbers"},
		{written: "1-2-3-4d", fails: "has 4 numbers"},
		{written: "-5d", fails: "is not an estimate"},
		{written: "soon", fails: "is not an estimate"},
		{written: "1-2-3", fails: "is not an estimate"},
	} {
		got, err := ParseEstimate(c.written, eightHours)
		if c.fails == "" && (err != nil || got != c.want) || c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)) {
			t.Errorf("%q: got %+v, %v", c.written, got, err)
		}
	}
}

func TestMoneySharesAndDays(t *testing.T) {
	for _, c := range []struct {
		written string
		into    interface {
			UnmarshalText([]byte) error
			MarshalText() ([]byte, error)
		}
		want string
	}{
		{"85 EUR", new(Money), "85.00 EUR"},
		{"85.50 EUR", new(Money), "85.50 EUR"},
		{"1000 JPY", new(Money), "1000 JPY"},
		{"1.234 KWD", new(Money), "1.234 KWD"},
		{"-3 EUR", new(Money), "-3.00 EUR"},
		{"0 EUR", new(Money), "0.00 EUR"},
		{"20%", new(Share), "20%"},
		{"12.5%", new(Share), "12.5%"},
	} {
		if err := c.into.UnmarshalText([]byte(c.written)); err != nil {
			t.Errorf("%q: %v", c.written, err)
		} else if got, _ := c.into.MarshalText(); string(got) != c.want {
			t.Errorf("%q is shown as %q, want %q", c.written, got, c.want)
		}
	}
	for written, into := range map[string]interface{ UnmarshalText([]byte) error }{
		"85": new(Money), "85 eur": new(Money), "EUR 85": new(Money), "1e99 EUR": new(Money), "NaN EUR": new(Money), "85  EUR": new(Money),
		"20": new(Share), "%": new(Share), "1e9%": new(Share), "NaN%": new(Share),
		"2026-02-30": new(Date), "2026-2-3": new(Date), "20.02.2026": new(Date), "2026-13-01": new(Date), "0000-00-00": new(Date),
	} {
		if into.UnmarshalText([]byte(written)) == nil {
			t.Errorf("%q was taken for a %T", written, into)
		}
	}
}

func TestWhatIsShownIsReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Minutes(rapid.Int64Range(0, maxMinutes).Draw(t, "minutes"))
		if back, err := ParseMinutes(m.String(), 0); err != nil || back != m {
			t.Fatalf("%d minutes are shown as %q, read back as %d, %v", m, m, back, err)
		}
		e := drawEstimate(t)
		if back, err := ParseEstimate(e.String(), 0); err != nil || back != e {
			t.Fatalf("%+v is shown as %q, read back as %+v, %v", e, e, back, err)
		}
		money := Money{rapid.Int64Range(-1e12, 1e12).Draw(t, "minor"), rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "XYZ"}).Draw(t, "currency")}
		var back Money
		if err := back.UnmarshalText([]byte(money.String())); err != nil || back != money {
			t.Fatalf("%+v is shown as %q, read back as %+v, %v", money, money, back, err)
		}
		share := Share(rapid.IntRange(-100000, 100000).Draw(t, "permille"))
		var s Share
		if err := s.UnmarshalText([]byte(share.String())); err != nil || s != share {
			t.Fatalf("%d permille are shown as %q, read back as %d, %v", share, share, s, err)
		}
	})
}

func drawEstimate(t *rapid.T) Estimate {
	low := rapid.Int64Range(1, 10000).Draw(t, "low")
	likely := low + rapid.Int64Range(0, 10000).Draw(t, "to likely")
	high := likely + rapid.Int64Range(1, 10000).Draw(t, "to high")
	if rapid.Bool().Draw(t, "single") {
		return Estimate{Likely: Minutes(likely)}
	}
	return Estimate{Minutes(low), Minutes(likely), Minutes(high)}
}

func FuzzParseEstimate(f *testing.F) {
	for _, s := range []string{"5d", "24-32-56h", "1.5d", "-", "--d", "9e9w", "1-2-3-4h", "٣h", "0x1p4h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := ParseEstimate(s, eightHours)
		if err != nil {
			return
		}
		back, err := ParseEstimate(e.String(), 0)
		if err != nil || back != e {
			t.Fatalf("%q gives %+v, shown as %q, read back as %+v, %v", s, e, e, back, err)
		}
	})
}
