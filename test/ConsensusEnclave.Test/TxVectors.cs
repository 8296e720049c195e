using System.Collections.Concurrent;
using System.Globalization;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave.Test;

/// <summary>Whole transactions and their variants, through encrypted channels: upstream's verdicts come out as upstream's errors.</summary>
public sealed class TxVectors
{
    private static readonly ConcurrentDictionary<string, Node> Nodes = new(StringComparer.Ordinal);

    [Theory]
    [Vectors("tx")]
    public void Case(VectorCase c)
    {
        switch (c.Op)
        {
            case "valid" or "variant":
                Verdict(c);
                break;
            case "fee_map":
                FeeMap map = new(c.Field("entries").EnumerateArray().Select(e => KeyValuePair.Create(Number(e[0].GetString()!), Number(e[1].GetString()!))));
                Assert.Equal(c.Hex("canonical_digest"), map.ToDigest());
                break;
            default:
                Assert.Fail($"unknown operation {c.Op}");
                break;
        }
    }

    private static void Verdict(VectorCase c)
    {
        // No node is configured with a version that there is not.
        if (!BlockVersion.TryFromUInt32((uint)c.UInt64("block_version"), out BlockVersion version)) return;
        Tx tx = WireMessage.Decode<Tx>(c.Hex("tx_proto"));
        Node node = Nodes.GetOrAdd(Key(c, tx), _ => new Node(version, Fees(c, tx)));
        lock (node)
        {
            TxContext context = Propose(node, tx, c.Hex("tx_proto"));
            VectorCase ledger = c.Op == "valid" ? c : VectorFile.Cases(c.Family)[(int)c.UInt64("root_proofs_of_case")];
            TxOutMembershipProof[] proofs =
                [.. ledger.Field("root_proofs").EnumerateArray().Select(p => WireMessage.Decode<TxOutMembershipProof>(Convert.FromHexString(p.GetString()!)))];
            WellFormedOutcome outcome = node.Test.Enclave.TxsAreWellFormed(
                [new TxWithProofs(context.LocallyEncryptedTx, proofs)], c.UInt64("current_block_index"))[0];
            Assert.Equal(c.Text("result"), outcome.Error is null ? "Ok(())" : $"Err({outcome.Error.Tx})");
            Assert.Equal(c.Flag("valid"), outcome.Tx is not null);
            if (outcome.Error is { } error) Assert.Equal(EnclaveErrorKind.MalformedTx, error.Kind);
            if (c.Has("tx_hash")) Assert.Equal(c.Hex("tx_hash"), context.TxHash.ToBytes());
        }
    }

    private static TxContext Propose(Node node, Tx tx, byte[] encoded)
    {
        EnclaveMessage fromClient = node.Client.Message(encoded);
        if (tx.FeeMapDigest.IsEmpty || tx.FeeMapDigest.SequenceEqual(node.Test.Config.FeeMap.ToDigest())) return node.Test.Enclave.ClientTxPropose(fromClient);
        TestNode.Refused(EnclaveErrorKind.FeeMapDigestMismatch, () => node.Test.Enclave.ClientTxPropose(fromClient));
        return Assert.Single(node.Test.Enclave.PeerTxPropose(node.Peer.Message(new TxList([tx]).Encode())));
    }

    // Least fees are multiples of 128: of those the next to the case's that tells the fee of the case apart as it should be.
    private static ulong MinimumFee(VectorCase c)
    {
        ulong fee = c.UInt64("minimum_fee"), down = Math.Max(128, fee / 128 * 128);
        return c.Text("result") == "Err(TxFeeError)" && down < fee ? down + 128 : down;
    }

    private static SortedSet<ulong> Tokens(Tx tx) => [0, tx.Prefix.Fee.TokenId, .. tx.Signature.OutputTokenIds];

    private static string Key(VectorCase c, Tx tx) => $"{c.UInt64("block_version")} {MinimumFee(c)} {string.Join(',', Tokens(tx))}";

    private static FeeMap Fees(VectorCase c, Tx tx) => new(Tokens(tx).Select(t => KeyValuePair.Create(t, MinimumFee(c))));

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Node(BlockVersion version, FeeMap fees)
    {
        private TestSession? _client, _peer;

        internal TestNode Test { get; } = new(new BlockchainConfig(fees, GovernorsMap.Empty, null, version));

        internal TestSession Client => _client ??= Test.Client();

        internal TestSession Peer => _peer ??= Test.Peer();
    }
}
