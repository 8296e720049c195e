// Everything of a transaction's signature but the rings (fact sheet ledger §2.9, §2.11).
// Constant time but for numbers of inputs and outputs, sizes of rings, and token ids, which the signature itself shows.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>The amounts of a transaction that is being signed: pseudo-outputs in the order of inputs, then outputs.</summary>
internal ref struct RingCtSigning : IDisposable
{
    private readonly BlockVersion _blockVersion;
    private readonly TxPrefix _prefix;
    private readonly IReadOnlyList<InputRing> _rings;
    private readonly int _inputs, _count;
    private readonly SecretBuffer<ulong> _values;
    private readonly SecretBuffer<Scalar> _blindings;
    private readonly ulong[] _tokens;
    private readonly Dictionary<ulong, PedersenGenerators> _generators = [];

    /// <summary>Checks what is to be signed and draws the blindings of pseudo-outputs.</summary>
    /// <param name="blockVersion">The version that the transaction is made for.</param>
    /// <param name="prefix">Its prefix.</param>
    /// <param name="rings">For each input its ring.</param>
    /// <param name="outputs">For each output what opens it.</param>
    /// <param name="random">Draws 64 bytes for each ring that is to be signed but the last.</param>
    /// <exception cref="RingCtException">What there is cannot be signed.</exception>
    internal RingCtSigning(
        BlockVersion blockVersion, TxPrefix prefix, IReadOnlyList<InputRing> rings, ReadOnlySpan<OutputSecret> outputs, RandomFill random)
    {
        Check(blockVersion, prefix, rings, outputs);
        _blockVersion = blockVersion;
        _prefix = prefix;
        _rings = rings;
        _inputs = rings.Count;
        _count = rings.Count + outputs.Length;
        _values = new SecretBuffer<ulong>(_count);
        _blindings = new SecretBuffer<Scalar>(_count);
        _tokens = new ulong[_count];
        for (int i = 0; i < _inputs; i++) Set(i, rings[i].Amount);
        for (int i = 0; i < outputs.Length; i++)
        {
            Set(_inputs + i, outputs[i].Amount);
            _blindings.Span[_inputs + i] = outputs[i].Blinding;
        }
        Blind(random);
    }

    /// <summary>Proves the amounts and computes what the rings sign.</summary>
    /// <param name="random">Draws what the range proofs need, by ascending token.</param>
    /// <param name="extendedMessage">The message that the summary's digest is built on.</param>
    /// <exception cref="RingCtException">Values are not conserved, or a token has none.</exception>
    internal readonly SigningData Prove(RandomFill random, out byte[] extendedMessage)
    {
        byte[] single = [];
        List<byte[]> proofs = [];
        if (_blockVersion.HasMixedTransactions)
        {
            foreach (ulong token in new SortedSet<ulong>([_prefix.Fee.TokenId, .. _tokens])) proofs.Add(ProveToken(token, random));
        }
        else
        {
            single = ProveToken(_prefix.Fee.TokenId, random);
        }
        CompressedRistretto[] pseudoOutputs = CommitAndBalance();
        SigningDigests digests = SigningDigests.Compute(_blockVersion, _prefix, pseudoOutputs, single, proofs);
        extendedMessage = digests.ExtendedMessage;
        bool hasTokens = _blockVersion.HasMixedTransactions;
        return new SigningData(digests.Mlsag, _blindings.Span[.._inputs])
        {
            PseudoOutputCommitments = pseudoOutputs,
            RangeProofBytes = single,
            RangeProofs = proofs,
            PseudoOutputTokenIds = hasTokens ? _tokens[.._inputs] : [],
            OutputTokenIds = hasTokens ? _tokens[_inputs..] : [],
        };
    }

    /// <summary>Wipes values and blindings.</summary>
    public readonly void Dispose()
    {
        _values.Dispose();
        _blindings.Dispose();
    }

    private static void Check(
        BlockVersion blockVersion, TxPrefix prefix, IReadOnlyList<InputRing> rings, ReadOnlySpan<OutputSecret> outputs)
    {
        ulong feeToken = prefix.Fee.TokenId;
        if (!blockVersion.HasMaskedTokenIds && feeToken != TokenId.Mob) throw new RingCtException(RingCtErrorKind.TokenIdNotAllowed);
        if (!blockVersion.HasMixedTransactions)
        {
            bool mixed = rings.Any(r => r.Amount.TokenId != feeToken);
            foreach (ref readonly OutputSecret output in outputs) mixed |= output.Amount.TokenId != feeToken;
            if (mixed) throw new RingCtException(RingCtErrorKind.MixedTransactionsNotAllowed);
        }
        if (!blockVersion.HasInputRules && rings.Any(r => r is PresignedInputRing))
        {
            throw new RingCtException(RingCtErrorKind.SignedInputRulesNotAllowed);
        }
        if (rings.Count == 0) throw new RingCtException(RingCtErrorKind.NoInputs);
        if (rings.All(r => r is PresignedInputRing)) throw new RingCtException(RingCtErrorKind.AllRingsPresigned);
        CheckRings(rings.OfType<SignableInputRing>());
        if (rings.Count != prefix.Inputs.Count) throw new RingCtException(RingCtError.LengthMismatch(prefix.Inputs.Count, rings.Count));
        if (outputs.Length != prefix.Outputs.Count) throw new RingCtException(RingCtError.LengthMismatch(prefix.Outputs.Count, outputs.Length));
    }

    private static void CheckRings(IEnumerable<SignableInputRing> rings)
    {
        int? size = null;
        foreach (SignableInputRing ring in rings)
        {
            int members = ring.Members.Length;
            size ??= members;
            if (members == 0 || members != size) throw new RingCtException(RingCtError.InvalidRingSize(members));
            if (ring.RealInputIndex >= (uint)members) throw new RingCtException(RingCtErrorKind.IndexOutOfBounds);
        }
    }

    private readonly void Set(int index, Amount amount)
    {
        _values.Span[index] = amount.Value;
        _tokens[index] = amount.TokenId;
    }

    /// <summary>Random blindings, but for the last ring that is signed: it makes the sums of both sides equal.</summary>
    private readonly void Blind(RandomFill random)
    {
        Span<Scalar> blindings = _blindings.Span[.._count];
        int last = 0;
        Scalar rest = Scalar.Zero;
        for (int i = _inputs; i < _count; i++) rest += blindings[i];
        for (int i = 0; i < _inputs; i++)
        {
            if (_rings[i] is SignableInputRing) last = i;
        }
        for (int i = 0; i < _inputs; i++)
        {
            if (i == last) continue;
            blindings[i] = _rings[i] is PresignedInputRing presigned ? presigned.PseudoOutputSecret.Blinding : RandomScalar.Draw(random);
            rest -= blindings[i];
        }
        blindings[last] = rest;
        Scalar.Wipe(ref rest);
    }

    private readonly byte[] ProveToken(ulong token, RandomFill random)
    {
        using SecretBuffer<ulong> values = new(_count);
        using SecretBuffer<Scalar> blindings = new(_count);
        int n = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_tokens[i] != token) continue;
            values.Span[n] = _values.Span[i];
            blindings.Span[n++] = _blindings.Span[i];
        }
        if (n == 0) throw new RingCtException(RingCtError.NoCommitmentsForTokenId(token));
        return RangeProof.Prove(values.Span[..n], blindings.Span[..n], Generators(token), random, out _).ToBytes();
    }

    /// <summary>The pseudo-outputs, once they and the outputs with the fee are the same sum.</summary>
    private readonly CompressedRistretto[] CommitAndBalance()
    {
        Scalar fee = Scalar.FromUInt64(_prefix.Fee.Value);
        RistrettoPoint balance = fee * Generators(_prefix.Fee.TokenId).Value;
        var pseudoOutputs = new CompressedRistretto[_inputs];
        for (int i = 0; i < _count; i++)
        {
            Scalar value = Scalar.FromUInt64(_values.Span[i]);
            RistrettoPoint commitment = Generators(_tokens[i]).Commit(value, _blindings.Span[i]);
            Scalar.Wipe(ref value);
            balance = i < _inputs ? balance - commitment : balance + commitment;
            if (i < _inputs) pseudoOutputs[i] = commitment.Compress();
        }
        return balance == RistrettoPoint.Identity ? pseudoOutputs : throw new RingCtException(RingCtErrorKind.ValueNotConserved);
    }

    private readonly PedersenGenerators Generators(ulong token)
    {
        if (!_generators.TryGetValue(token, out PedersenGenerators? generators)) _generators[token] = generators = new PedersenGenerators(token);
        return generators;
    }
}
