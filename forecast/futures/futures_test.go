package futures

import (
	"math"
	"testing"
)

func TestDrawsBelongToTheirElementAndTrial(t *testing.T) {
	a, b := ElementOf("task", "a"), ElementOf("task", "b")
	if a == b || ElementOf("risk", "a") == a || ElementOf("ta", "ska") == a {
		t.Fatal("two elements are the same")
	}
	f := Of(1, 7)
	if f.Draw(a, 0) != Of(1, 7).Draw(a, 0) || f.Draw(a, 0) == f.Draw(b, 0) || f.Draw(a, 0) == f.Draw(a, 1) || f == Of(2, 7) {
		t.Fatal("draws are not told apart by element, number, trial and seed")
	}
}

func TestDrawsAreEvenAndApart(t *testing.T) {
	const n = 200_000
	a, b := ElementOf("task", "a"), ElementOf("task", "b")
	var bins [10]int
	product := 0.0
	for i := range n {
		u, v := Of(3, i).Draw(a, 0), Of(3, i).Draw(b, 0)
		bins[int(u*10)]++
		product += (u - .5) * (v - .5) * 12 / n
	}
	for i, c := range bins {
		if math.Abs(float64(c)-n/10) > 5*math.Sqrt(n*.09) {
			t.Errorf("bin %d has %d of %d", i, c, n)
		}
	}
	if math.Abs(product) > 5/math.Sqrt(n) {
		t.Errorf("two elements correlate by %v", product)
	}
}

func TestATableKeepsAnAtom(t *testing.T) {
	table := Tabulate(func(p float64) float64 {
		if p > .3 && p < .7 {
			return 1
		}
		return 2 * p
	})
	for _, u := range []float64{.301, .4, .5, .699} {
		if table.Read(u) != 1 {
			t.Errorf("at %v it reads %v", u, table.Read(u))
		}
	}
	if math.Abs(table.Read(.2)-.4) > 1e-3 || table.Read(0) != table.Read(1e-9) || table.Read(1) < 1.99 {
		t.Errorf("it reads %v, %v, %v", table.Read(.2), table.Read(0), table.Read(1))
	}
}

func TestTheExponentialIsThatOfTheLogarithm(t *testing.T) {
	e := NewExponential()
	check := func(p float64) {
		if got, want := e.Read(p), -math.Log1p(-p); math.Abs(got-want) > 2e-15*max(want, 1) {
			t.Fatalf("at %v it is %v, want %v", p, got, want)
		}
	}
	for n := range uint64(100_000) {
		check(Of(1, 2).Draw(3, n))
	}
	for k := range 54 {
		check(math.Ldexp(1, -k) * (1 - math.Ldexp(1, -53+k/2)))
		check(1 - math.Ldexp(1, -k))
	}
}
