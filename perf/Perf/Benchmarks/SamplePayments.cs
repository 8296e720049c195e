// Payments with two inputs and two outputs out of a large ledger.
using System.Numerics;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>
/// A ledger of 2^22 outputs of which only the last ones differ, so that its tree is as deep as a real one but quickly made, and payments
/// with rings of 11 among those last ones. The same in every run.
/// </summary>
internal sealed class SamplePayments
{
    internal const ulong Fee = 400_000_000, CurrentBlock = 100;

    private const int RingSize = 11, Inputs = 2, Real = 5;
    private const ulong Ledger = 1UL << 22, Value = 1_000_000_000_000;

    private readonly AccountKey _sender, _recipient;
    private readonly TxOut[] _outputs;
    private readonly TxOutMembershipProof[] _proofs;
    private ulong _state = 88172645463325252;

    internal SamplePayments(int count)
    {
        _sender = AccountKey.Random(Random);
        _recipient = AccountKey.Random(Random);
        PublicAddress address = _sender.DefaultSubaddress();
        _outputs = new TxOut[count * Inputs * RingSize];
        for (int i = 0; i < _outputs.Length; i++)
        {
            using var key = RistrettoPrivate.Random(Random);
            _outputs[i] = TxOut.Create(Version, new Amount(Value, TokenId.Mob), address, key, default);
        }
        var tree = new MerkleTree(new RepeatedLeaves(), Ledger - (ulong)_outputs.Length);
        tree.Append(_outputs);
        _proofs = [.. _outputs.Select((_, i) => tree.Prove(tree.Count - (ulong)_outputs.Length + (ulong)i))];
        RootProofs = [.. Enumerable.Repeat(tree.Prove(tree.Count - 1), Inputs * RingSize)];
    }

    internal static BlockVersion Version => BlockVersion.Max;

    /// <summary>The ledger's own proofs, the same for every payment.</summary>
    internal TxOutMembershipProof[] RootProofs { get; }

    internal Tx Build(int payment)
    {
        using var builder = new TransactionBuilder(Version, new Amount(Fee, TokenId.Mob), new NoFogResolver(), new EmptyMemoBuilder());
        for (int input = 0; input < Inputs; input++)
        {
            int first = ((payment * Inputs) + input) * RingSize;
            builder.AddInput(new InputCredentials(
                _outputs[first..(first + RingSize)], _proofs[first..(first + RingSize)], Real, SubaddressIndex.Default, _sender.ViewPrivateKey));
        }
        builder.SetTombstoneBlock(CurrentBlock + 50);
        builder.AddOutput(new Amount(Value, TokenId.Mob), _recipient.DefaultSubaddress(), Random);
        builder.AddChangeOutput(new Amount(Value - Fee, TokenId.Mob), new ReservedSubaddresses(_sender), Random);
        return builder.Build(new LocalRingSigner(_sender), Random);
    }

    internal void Random(Span<byte> destination)
    {
        foreach (ref byte b in destination)
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            b = (byte)_state;
        }
    }

    /// <summary>A tree whose leaves are all the same until they are set.</summary>
    private sealed class RepeatedLeaves : IMerkleStore
    {
        private readonly Dictionary<Transactions.Range, TxOutMembershipHash> _set = [];
        private readonly TxOutMembershipHash[] _levels = new TxOutMembershipHash[64];

        internal RepeatedLeaves()
        {
            for (int level = 1; level < _levels.Length; level++) _levels[level] = MerkleHash.Node(_levels[level - 1], _levels[level - 1]);
        }

        public TxOutMembershipHash Get(Transactions.Range range) =>
            _set.TryGetValue(range, out TxOutMembershipHash hash) ? hash : _levels[BitOperations.Log2(range.To - range.From + 1)];

        public void Set(Transactions.Range range, TxOutMembershipHash hash) => _set[range] = hash;
    }
}
