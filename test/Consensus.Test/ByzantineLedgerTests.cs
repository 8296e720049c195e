using MobileCoin.Blockchain;
using MobileCoin.Hosting.Test;

namespace MobileCoin.Consensus.Test;

/// <summary>The state of a validator, on a clock that stands until it is moved.</summary>
public sealed class ByzantineLedgerTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Rules _rules = new();
    private ulong _blocks = 5;

    [Fact]
    public void Values_MakeABlockAtOnce_InTheirOrder()
    {
        ByzantineLedger ledger = Ledger();
        Assert.Equal(LedgerAction.Wait, ledger.Next(_blocks, false).Action);
        ledger.Add(Value(2), _time.GetTimestamp());
        ledger.Add(Value(1), null);
        ledger.Add(Value(2), null);
        Assert.Equal(2, ledger.PendingCount);
        LedgerStep step = ledger.Next(_blocks, false);
        Assert.Equal(LedgerAction.FormBlock, step.Action);
        Assert.Equal([Value(1), Value(2)], step.Values);
        _time.Advance(TimeSpan.FromSeconds(3));
        // Asked again before it is told: the same block.
        Assert.Equal(step.Values, ledger.Next(_blocks, false).Values);
        Assert.Equal([TimeSpan.FromSeconds(3)], ledger.Formed(++_blocks, step.Values));
        Assert.Equal(0, ledger.PendingCount);
        Assert.Equal(LedgerAction.Wait, ledger.Next(_blocks, false).Action);
    }

    [Fact]
    public void ValuesThatAreNotValid_AreDropped_AlsoWhileTheyWait()
    {
        ByzantineLedger ledger = Ledger(most: 1);
        _rules.Invalid.Add(Value(1));
        ledger.Add(Value(1), null);
        ledger.Add(Value(2), null);
        ledger.Add(Value(3), null);
        Assert.Equal(2, ledger.PendingCount);
        LedgerStep step = ledger.Next(_blocks, false);
        Assert.Equal([Value(2)], step.Values);
        _rules.Invalid.Add(Value(3));
        ledger.Formed(++_blocks, step.Values);
        Assert.Equal(0, ledger.PendingCount);
    }

    [Fact]
    public void UnderLoad_BlocksTakeWhatWaits_UpToTheLimit()
    {
        ByzantineLedger ledger = Ledger(most: 10);
        for (int i = 0; i < 25; i++) ledger.Add(Value(i), null);
        List<int> sizes = [];
        for (LedgerStep step = ledger.Next(_blocks, false); step.Action == LedgerAction.FormBlock; step = ledger.Next(_blocks, false))
        {
            sizes.Add(step.Values.Count);
            ledger.Formed(++_blocks, step.Values);
        }
        Assert.Equal([10, 10, 5], sizes);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(16, 11)]
    [InlineData(100, 99)]
    public void AValueThatNoBlockCanHold_IsFound_AndTheOthersGetIn(int count, int bad)
    {
        ByzantineLedger ledger = Ledger();
        for (int i = 0; i < count; i++) ledger.Add(Value(i), null);
        List<ConsensusValue> inBlocks = [], condemned = [];
        int tries = 0;
        for (LedgerStep step = ledger.Next(_blocks, false); step.Action == LedgerAction.FormBlock; step = ledger.Next(_blocks, false))
        {
            Assert.True(++tries < 40);
            if (step.Values.Contains(Value(bad)))
            {
                condemned.AddRange(ledger.NotFormed(_blocks, step.Values, BlockFailure.Values));
                continue;
            }
            inBlocks.AddRange(step.Values);
            ledger.Formed(++_blocks, step.Values);
        }
        Assert.Equal([Value(bad)], condemned);
        Assert.Equal(count - 1, inBlocks.Distinct().Count());
        Assert.Equal(0, ledger.PendingCount);
        ledger.Add(Value(bad), null);
        Assert.Equal(0, ledger.PendingCount);
    }

    [Fact]
    public void AMachineThatFails_IsTriedAgain_AndNothingIsLost()
    {
        ByzantineLedger ledger = Ledger();
        ledger.Add(Value(1), null);
        foreach (int wait in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            LedgerStep step = ledger.Next(_blocks, false);
            Assert.Equal(LedgerAction.FormBlock, step.Action);
            Assert.Empty(ledger.NotFormed(_blocks, step.Values, BlockFailure.Machine));
            Assert.True(ledger.IsStuck);
            LedgerStep waiting = ledger.Next(_blocks, false);
            Assert.Equal(LedgerAction.Wait, waiting.Action);
            Assert.Equal(_time.GetTimestamp() + wait * _time.TimestampFrequency, waiting.WakeAt);
            _time.Advance(TimeSpan.FromSeconds(wait));
        }
        ledger.Formed(++_blocks, ledger.Next(_blocks, false).Values);
        Assert.False(ledger.IsStuck);
    }

    [Fact]
    public void BehindForLongerThanTheGrace_ItFetches_AndGoesOnWhereTheLedgerIs()
    {
        ByzantineLedger ledger = Ledger();
        ledger.Add(Value(1), null);
        LedgerStep step = ledger.Next(_blocks, behind: true);
        // Within the grace it goes on as ever.
        Assert.Equal(LedgerAction.FormBlock, step.Action);
        ledger.Formed(++_blocks, step.Values);
        Assert.Equal(LedgerAction.Wait, ledger.Next(_blocks, true).Action);
        _time.Advance(ByzantineLedger.BehindGrace);
        Assert.False(ledger.IsBehind);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(LedgerAction.Fetch, ledger.Next(_blocks, true).Action);
        Assert.True(ledger.IsBehind);
        ledger.Add(Value(2), null);
        ledger.Add(Value(3), null);
        foreach (int wait in (int[])[1, 2, 3])
        {
            ledger.Fetched(success: false);
            Assert.Equal(LedgerAction.Wait, ledger.Next(_blocks, true).Action);
            _time.Advance(TimeSpan.FromSeconds(wait));
            Assert.Equal(LedgerAction.Fetch, ledger.Next(_blocks, true).Action);
        }
        _blocks += 100;
        ledger.Fetched(success: true);
        Assert.Equal(LedgerAction.Fetch, ledger.Next(_blocks, true).Action);
        _rules.Invalid.Add(Value(2));
        step = ledger.Next(_blocks, false);
        Assert.False(ledger.IsBehind);
        Assert.Equal([Value(3)], step.Values);
        Assert.Equal(_blocks + 1, ledger.Slot.Slot);
    }

    [Fact]
    public void WithPeers_ABlockThatCannotBeMade_ComesFromThem()
    {
        var ledger = new ByzantineLedger(new Closed(new SoloAgreement(_rules, 10, _blocks)), _rules, _time);
        ledger.Add(Value(1), null);
        Assert.Empty(ledger.NotFormed(_blocks, ledger.Next(_blocks, false).Values, BlockFailure.Values));
        Assert.Equal(LedgerAction.Fetch, ledger.Next(_blocks, false).Action);
        ledger.Fetched(success: true);
        _rules.Invalid.Add(Value(1));
        Assert.Equal(LedgerAction.Wait, ledger.Next(++_blocks, false).Action);
        Assert.False(ledger.IsBehind);
    }

    [Fact]
    public void MessagesOfLaterSlots_AreKeptByOneEach()
    {
        var buffer = new MessageBuffer();
        for (ulong slot = 0; slot < 30; slot++)
        {
            buffer.Add(new Message(slot), 10);
            buffer.Add(new Message(slot), 10);
        }
        // Two slots twice, and eight to come once.
        Assert.Equal(4 + 8, buffer.Count);
        Assert.Equal(4, buffer.Take(10).Count);
        Assert.Equal([12UL, 13UL], buffer.Take(13).Select(m => m.SlotIndex).Order());
        Assert.Equal(5, buffer.Count);
    }

    private ByzantineLedger Ledger(int most = 5000) => new(new SoloAgreement(_rules, most, _blocks), _rules, _time);

    private static ConsensusValue Value(int number)
    {
        byte[] hash = new byte[32];
        hash[0] = (byte)number;
        return ConsensusValue.Of(new TxHash(hash));
    }

    private sealed class Rules : IValueRules
    {
        internal HashSet<ConsensusValue> Invalid { get; } = [];

        public string? Objection(ConsensusValue value) => Invalid.Contains(value) ? "invalid" : null;

        public IReadOnlyList<ConsensusValue> Combine(IReadOnlyCollection<ConsensusValue> values) => [.. values.Order()];
    }

    private sealed record Message(ulong Slot) : AgreementMessage(new NodeID(new ResponderId("a:1"), default), Slot)
    {
        internal override IReadOnlyCollection<ConsensusValue> Values => [];
    }

    /// <summary>Agreement whose slots stay closed.</summary>
    private sealed class Closed(IAgreement inner) : IAgreement
    {
        public ulong SlotIndex => inner.SlotIndex;

        public int MaxProposedValues => inner.MaxProposedValues;

        public long? NextTimeout => inner.NextTimeout;

        public SlotMetrics Metrics => inner.Metrics;

        public IReadOnlyList<AgreementMessage> Propose(IReadOnlyList<ConsensusValue> values) => inner.Propose(values);

        public IReadOnlyList<AgreementMessage> Handle(IReadOnlyList<AgreementMessage> messages) => inner.Handle(messages);

        public IReadOnlyList<AgreementMessage> ProcessTimeouts() => inner.ProcessTimeouts();

        public IReadOnlyList<ConsensusValue>? ExternalizedValues(ulong slotIndex) => inner.ExternalizedValues(slotIndex);

        public void Reset(ulong slotIndex) => inner.Reset(slotIndex);

        public bool TryReopen(ulong slotIndex) => false;
    }
}
