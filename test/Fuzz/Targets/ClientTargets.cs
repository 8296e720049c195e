// What a wallet reads from files: saved states and networks.
using System.Text;
using MobileCoin.Client;
using MobileCoin.Transactions;

namespace MobileCoin.Fuzz.Targets;

internal static class ClientTargets
{
    private static readonly Account Owner = Account.FromEntropy(new byte[32]);

    internal static IEnumerable<Target> Targets()
    {
        yield return new ParserTarget("client.state", InputKind.Bytes, Bounds.Wire)
        {
            Bytes = b => SavedState.Read(b),
            Candidates = [SavedState.Write(Sample()), SavedState.Write(new StateBody())],
        };
        // Behind the checksum, which mutations would not pass; and what a client makes of what it reads.
        yield return new ParserTarget("client.state-body", InputKind.Protobuf, Bounds.Wire)
        {
            Bytes = b =>
            {
                StateBody body = Wire.WireMessage.Decode<StateBody>(b);
                byte[] file = SavedState.Write(body);
                if (!SavedState.Write(SavedState.Read(file)).AsSpan().SequenceEqual(file)) throw new BrokenException("a state does not survive its file");
                return body;
            },
            Then = b => Restore((StateBody)b),
            Candidates = [Wire.WireMessage.Encode(Sample())],
            Share = 4,
        };
        yield return new ParserTarget("client.network", InputKind.Text, Bounds.Text)
        {
            Text = t => MobileCoinNetwork.Parse(Encoding.UTF8.GetBytes(t)),
            Then = n =>
            {
                byte[] json = ((MobileCoinNetwork)n).ToJson();
                if (!MobileCoinNetwork.Parse(json).ToJson().AsSpan().SequenceEqual(json)) throw new BrokenException("a network does not survive its file");
            },
            Candidates =
            [
                """{"chainId":"local","fogView":"fog-view://v","fogLedger":"insecure-fog-ledger://l:1","consensus":["mc://a"],"trust":"simulated","transport":"http","fog":{"reportUrl":"fog://r","authoritySpki":"MAMBAgM="}}"""u8.ToArray(),
                new MobileCoinNetwork { ChainId = "main", FogView = "fog-view-router://v", FogLedger = "fog-ledger://l", Consensus = ["mc://a", "mc://b"], Trust = EnclaveTrust.OfPublicNetwork("main") }.ToJson(),
            ],
        };
    }

    private static void Restore(StateBody body)
    {
        byte[] file = SavedState.Write(body with { Account = SavedState.Fingerprint(Owner), ChainId = "local", Subaddresses = [0] });
        try
        {
            using var state = new AccountState(new OutputReader(Owner, []), new ContactBook(Owner, []));
            SavedState.Restore(file, Owner, "local", state, scans: true, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            _ = state.ToSnapshot().History.Count;
        }
        catch (MobileCoinException e) when (e.Error == ClientError.StateCorrupt)
        {
            // Refused.
        }
    }

    private static StateBody Sample()
    {
        OwnedTxOut output = new(7, 3, 1_700_000_000, new Amount(5, 1), 0, new Curve25519.CompressedRistretto(new byte[32]), new KeyImage(new byte[32]), new DestinationMemo(default, 3, 1).ToPayload());
        return new StateBody
        {
            Account = new byte[32],
            ChainId = "local",
            Subaddresses = [0],
            Cursor = 5,
            Processed = 9,
            Sequences = [new StateSequence { EgressKey = new byte[32], Invocation = 4, StartBlock = 2, LastIngested = 6, Index = 3 }],
            Missed = [new BlockRange(4, 6)],
            Outputs = [new StateTxOut { Output = output.WithSpent(5, 1_700_000_001), UnspentBelow = 4 }],
            Reserved = [new StateReservation(7, 60)],
        };
    }
}
