//! Ids: indexes into the tables of an [`Archive`](crate::Archive).

/// Defines the id of an entry of one table.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// Returns the id of the entry at `index` in its table.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a site has at most 200,000 files"))
            }

            /// Returns the entry's index in its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A report. A smaller id is newer.
    ReportId
);
id!(
    /// A lesson. A smaller id is newer; within a report, it comes earlier in the text.
    LessonId
);
id!(
    /// A plan. A smaller id is newer.
    PlanId
);
id!(
    /// A council, in alphabetical order.
    CouncilId
);
id!(
    /// A head of delegation, in alphabetical order within a council.
    LeadId
);

/// A batch: its plan, and its index among the plan's batches.
pub type BatchId = (PlanId, usize);
