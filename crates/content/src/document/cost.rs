//! The cost of a trip, and what is computed from it.

/// The currency of an amount that names none.
pub(crate) const DEFAULT_CURRENCY: &str = "VND";

/// The cost of a trip.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The amount spent, in `currency`.
    pub amount: Option<u64>,
    /// The currency; VND by default.
    pub currency: String,
    /// The source of the money; may be empty.
    pub source: String,
    /// The amount planned before the trip, in `currency`.
    pub planned: Option<u64>,
    /// The items of the cost, in the author's order.
    pub lines: Vec<CostLine>,
}

/// An item of a cost.
#[derive(Clone, Debug)]
pub struct CostLine {
    /// What the money was spent on.
    pub item: String,
    /// The amount, in the currency of the cost.
    pub amount: Option<u64>,
    /// A remark that readers see; may be empty.
    pub note: String,
}

impl Cost {
    /// The amount spent: as written, else the sum of the lines. `None` if the author gives neither,
    /// or if a line has no amount.
    pub fn total(&self) -> Option<u64> {
        self.amount.or_else(|| self.sum_of_lines())
    }

    /// The sum of the lines. `None` if there are none, or if one has no amount.
    pub fn sum_of_lines(&self) -> Option<u64> {
        let mut lines = self.lines.iter();
        let sum = lines.try_fold(0_u64, |sum, line| Some(sum.saturating_add(line.amount?)));
        sum.filter(|_| !self.lines.is_empty())
    }

    /// The total, if it is in đồng: only such amounts are added up over several trips.
    pub fn total_in_dong(&self) -> Option<u64> {
        self.total().filter(|_| self.is_in_dong())
    }

    /// Whether its amounts are in đồng.
    pub fn is_in_dong(&self) -> bool {
        self.currency == DEFAULT_CURRENCY
    }
}
