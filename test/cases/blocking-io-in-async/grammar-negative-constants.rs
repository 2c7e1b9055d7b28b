// A negative constant among the generic arguments of types.
type Below = Bounded<-5, 5>;

impl Shift<{ N }, -1> for Below {
    async fn load(&self, by: Bounded<1, -1>) {
        std::fs::read("x").unwrap(); //~ blocking-io-in-async
        call(-1, std::fs::read("y"), -2); //~ blocking-io-in-async@18
    }
}
