// Secret bodies of transactions, with a ledger that they spend from. Made without the builder, which runs on its user's own machine.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

/// <summary>
/// One input of token 0 and one of token 1, the latter with rules that ask for an output and let themselves be filled in part; five outputs of
/// both tokens. Bodies of different values have the same shape.
/// </summary>
internal sealed class SampleBodies : IDisposable
{
    internal const ulong Fee = 400, Tombstone = 200, Block = 100;

    private const int RingSize = 11;

    private readonly MerkleTree _tree = new(new MerkleMemory());
    private readonly List<TxOut> _ledger = [];
    private readonly List<Spendable> _spendable = [];
    private readonly AccountKey _account;
    private ulong _drawn;

    internal SampleBodies(int bodies)
    {
        using var view = RistrettoPrivate.Random(Random);
        using var spend = RistrettoPrivate.Random(Random);
        _account = new AccountKey(view, spend);
        for (int i = 0; i < bodies; i++)
        {
            AddRing(new Amount(5000 + (ulong)i, 0));
            AddRing(new Amount(1000, 1));
        }
        _tree.Append(_ledger);
    }

    internal AccountKey Account => _account;

    internal IRingSigner Signer => new LocalRingSigner(_account);

    /// <summary>A ring of the ledger's, the proofs of its members, and which of them the account can spend.</summary>
    internal (IReadOnlyList<TxOut> Ring, IReadOnlyList<TxOutMembershipProof> Proofs, int Real) Ring(int number) =>
        (_ledger.GetRange(_spendable[number].First, RingSize), Proofs(_spendable[number].First), _spendable[number].Real);

    /// <summary>What spends one of the account's outputs, the secret of which is known.</summary>
    internal InputCredentials Credentials(int number)
    {
        (IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs, int real) = Ring(number);
        return new InputCredentials(ring, proofs, real, SubaddressIndex.Default, _account.ViewPrivateKey);
    }

    /// <summary>Bytes that no two calls get alike: what they are, no branch may depend on.</summary>
    internal void Random(Span<byte> bytes)
    {
        Span<byte> counter = stackalloc byte[sizeof(ulong)], block = stackalloc byte[SHA512.HashSizeInBytes];
        while (!bytes.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(counter, ++_drawn);
            SHA512.HashData(counter, block);
            int taken = Math.Min(bytes.Length, block.Length);
            block[..taken].CopyTo(bytes);
            bytes = bytes[taken..];
        }
    }

    /// <summary>A body of the highest block version, not signed yet.</summary>
    internal UnsignedTx Mixed(int body)
    {
        ulong filled = 400 + (ulong)body;
        (TxOut change, byte[] changeSecret, _) = Output(new Amount(1000, 1));
        (TxOut part, byte[] partSecret, _) = Output(new Amount(500, 0));
        Made required = Output(new Amount(3, 0));
        ulong paid = (filled * 500 / 1000) + 1;
        Made[] outputs =
        [
            Remask(change, changeSecret, new Amount(1000 - filled, 1)),
            Remask(part, partSecret, new Amount(paid, 0)),
            required,
            Output(new Amount(filled, 1)),
            Output(new Amount(5000 + (ulong)body - paid - 3 - Fee, 0)),
        ];
        var rules = new InputRules
        {
            RequiredOutputs = [required.Output],
            MaxTombstoneBlock = Tombstone + 1,
            PartialFillOutputs = [new RevealedTxOut(part, partSecret)],
            PartialFillChange = new RevealedTxOut(change, changeSecret),
            MinPartialFillValue = 10,
        };
        return Unsigned(BlockVersion.Max, [Input(2 * body, null), Input((2 * body) + 1, rules)], outputs);
    }

    /// <summary>A body of token 0 alone, with one range proof, as before block version 3.</summary>
    internal UnsignedTx Single(int body) =>
        Unsigned(BlockVersion.FromUInt32(2), [Input(2 * body, null)], [Output(new Amount(5000 + (ulong)body - Fee, 0), 2)]);

    /// <summary>A body with what its validation takes.</summary>
    internal TxToValidate ToValidate(Tx tx) =>
        new(tx, [.. tx.Prefix.MembershipProofHighestIndices().Select(_tree.Prove)], Fee);

    public void Dispose() => _account.Dispose();

    private TxOutMembershipProof[] Proofs(int first) => [.. Enumerable.Range(first, RingSize).Select(i => _tree.Prove((ulong)i))];

    private static string Order(TxOut output) => Convert.ToHexString(output.PublicKey.ToBytes());

    private static UnsignedTx Unsigned(BlockVersion version, (TxIn In, InputRing Ring)[] inputs, Made[] outputs)
    {
        inputs = [.. inputs.OrderBy(i => Order(i.In.Ring[0]), StringComparer.Ordinal)];
        outputs = [.. outputs.OrderBy(o => Order(o.Output), StringComparer.Ordinal)];
        var prefix = new TxPrefix([.. inputs.Select(i => i.In)], [.. outputs.Select(o => o.Output)], new Amount(Fee, 0), Tombstone);
        return new UnsignedTx(
            prefix, [.. inputs.Select(i => i.Ring)], [.. outputs.Select(o => new TxOutSummaryUnblindingData(o.Amount, null, null))], version.Value);
    }

    private static Made Remask(TxOut output, byte[] secret, Amount amount)
    {
        var masked = MaskedAmount.CreateV2(amount, secret);
        return new(new TxOut(masked, output.TargetKey, output.PublicKey, output.FogHint, output.Memo), secret, masked.UnmaskWithAmountSharedSecret(secret));
    }

    private void AddRing(Amount amount)
    {
        var ring = new List<TxOut>();
        Made real = Output(amount);
        ring.Add(real.Output);
        while (ring.Count < RingSize) ring.Add(Output(new Amount(1, 0)).Output);
        ring = [.. ring.OrderBy(Order, StringComparer.Ordinal)];
        _spendable.Add(new Spendable(_ledger.Count, ring.FindIndex(o => ReferenceEquals(o, real.Output)), real.Amount));
        _ledger.AddRange(ring);
    }

    private (TxIn In, InputRing Ring) Input(int number, InputRules? rules)
    {
        Spendable spent = _spendable[number];
        List<TxOut> ring = _ledger.GetRange(spent.First, RingSize);
        var input = new TxIn(ring, Proofs(spent.First), rules);
        ReducedTxOut[] members = [.. ring.Select(o => new ReducedTxOut(o.PublicKey, o.TargetKey, o.MaskedAmount!.Commitment))];
        var secret = new InputSecret(SubaddressIndex.Default, spent.Amount.Amount, spent.Amount.Blinding);
        var signable = new SignableInputRing(members, (uint)spent.Real, secret);
        if (rules is null) return (input, signable);
        Scalar blinding = RandomScalar.Draw(Random);
        RingMlsag signature = Signer.Sign(input.SignedDigest(), signable, blinding, Random);
        return (input, new PresignedInputRing(signature, new OutputSecret(spent.Amount.Amount, blinding)));
    }

    private Made Output(Amount amount, uint version = BlockVersion.MaxValue)
    {
        using var key = RistrettoPrivate.Random(Random);
        var output = TxOut.Create(
            BlockVersion.FromUInt32(version), amount, _account.DefaultSubaddress(), key, default, memo: null, out CompressedRistretto shared);
        byte[] secret = new byte[MaskedAmount.AmountSharedSecretSize];
        AmountMasks.AmountSharedSecret(shared.ToBytes(), secret);
        return new(output, secret, output.MaskedAmount!.Unmask(shared));
    }

    private readonly record struct Spendable(int First, int Real, UnmaskedAmount Amount);

    private readonly record struct Made(TxOut Output, byte[] AmountSecret, UnmaskedAmount Amount);
}
