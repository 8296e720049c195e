// Checks the signatures of many transactions at once, each in upstream's order (fact sheet ledger §2.12, crypto §12).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using Kind = MobileCoin.Transactions.RingCtErrorKind;

namespace MobileCoin.Transactions;

/// <summary>
/// The checks of ring-CT, each for all transactions that passed the one before: so one multiscalar serves all range proofs, and the lanes
/// of the ring signatures run across transactions. What a transaction holds is secret from who runs the verifier; its shape (numbers of
/// inputs and outputs, lengths) and the verdict are not.
/// </summary>
internal sealed class RingCtVerification
{
    private readonly BlockVersion _blockVersion;
    private readonly RingCtStatement[] _statements;
    private readonly RingCtError?[] _errors;

    private RingCtVerification(BlockVersion blockVersion, RingCtStatement[] statements)
    {
        _blockVersion = blockVersion;
        _statements = statements;
        _errors = new RingCtError?[statements.Length];
    }

    /// <summary>Checks transactions.</summary>
    /// <param name="blockVersion">The version whose rules hold.</param>
    /// <param name="statements">The transactions.</param>
    /// <param name="random">Draws the weights that blind the range proofs.</param>
    /// <returns>For each transaction what is wrong first; null if nothing is.</returns>
    internal static RingCtError?[] VerifyMany(BlockVersion blockVersion, RingCtStatement[] statements, RandomFill random)
    {
        var verification = new RingCtVerification(blockVersion, statements);
        verification.CheckShapes();
        verification.CheckCommitments();
        RingCtRangeProofs.Verify(blockVersion, verification.Remaining(), verification._statements, verification._errors, random);
        verification.CheckConservation();
        verification.CheckRings();
        return verification._errors;
    }

    private int[] Remaining() => [.. Enumerable.Range(0, _statements.Length).Where(i => _errors[i] is null)];

    private void CheckShapes()
    {
        for (int i = 0; i < _statements.Length; i++) _errors[i] = ShapeError(_statements[i]);
    }

    private RingCtError? ShapeError(RingCtStatement statement)
    {
        SignatureRctBulletproofs signature = statement.Signature;
        int inputs = statement.Rings.Length;
        if (!_blockVersion.HasMaskedTokenIds && statement.Prefix.Fee.TokenId != TokenId.Mob) return new(Kind.TokenIdNotAllowed);
        if (statement.SignedDigests.All(d => d is not null)) return new(Kind.AllRingsPresigned);
        if (signature.RingSignatures.Count != inputs) return RingCtError.LengthMismatch(inputs, signature.RingSignatures.Count);
        if (signature.PseudoOutputCommitments.Count != inputs) return RingCtError.LengthMismatch(inputs, signature.PseudoOutputCommitments.Count);
        if (_blockVersion.HasMixedTransactions)
        {
            if (signature.PseudoOutputTokenIds.Count != inputs) return new(Kind.MissingPseudoOutputTokenIds);
            if (signature.OutputTokenIds.Count != statement.OutputCommitments.Length) return new(Kind.MissingOutputTokenIds);
        }
        else
        {
            if (signature.PseudoOutputTokenIds.Count != 0) return new(Kind.PseudoOutputTokenIdsNotAllowed);
            if (signature.OutputTokenIds.Count != 0) return new(Kind.OutputTokenIdsNotAllowed);
        }
        Choice distinct = SecretOrder.Distinct([.. signature.RingSignatures.Select(s => s.KeyImage.Encoding)]);
        return distinct.Reveal() ? null : new(Kind.DuplicateKeyImage);
    }

    // The points themselves are kept: their sum is what conservation looks at.
    private void CheckCommitments()
    {
        int[] remaining = Remaining();
        CompressedRistretto[] commitments = [.. remaining.SelectMany(i => _statements[i].Commitments())];
        var points = new RistrettoPoint[commitments.Length];
        var valid = new bool[commitments.Length];
        var encodings = new byte[commitments.Length * CompressedRistretto.Size];
        for (int c = 0; c < commitments.Length; c++) commitments[c].CopyTo(encodings.AsSpan(c * CompressedRistretto.Size, CompressedRistretto.Size));
        RistrettoBatch.Decode(encodings, points, valid);
        int next = 0;
        foreach (int i in remaining)
        {
            int count = _statements[i].CommitmentCount;
            bool all = true;
            foreach (bool v in valid.AsSpan(next, count)) all &= v;
            if (!all) _errors[i] = RingCtError.RingSignature(new RingSignatureError(RingSignatureErrorKind.InvalidCurvePoint));
            _statements[i].CommitmentPoints = points[next..(next + count)];
            next += count;
        }
    }

    // Outputs and fee less the inputs must be nothing. The fee's product is made at any fee, in constant time.
    private void CheckConservation()
    {
        int[] remaining = Remaining();
        Scalar[] fees = [.. remaining.Select(i => Scalar.FromUInt64(_statements[i].Prefix.Fee.Value))];
        var generators = new RistrettoPoint[fees.Length];
        PedersenGenerators.Values([.. remaining.Select(i => _statements[i].Prefix.Fee.TokenId)], generators);
        var products = new RistrettoPoint[fees.Length];
        RistrettoBatch.Multiply(fees, generators, products);
        for (int r = 0; r < remaining.Length; r++)
        {
            RingCtStatement statement = _statements[remaining[r]];
            RistrettoPoint sum = products[r];
            int inputs = statement.Rings.Length;
            for (int c = 0; c < statement.CommitmentPoints.Length; c++)
            {
                if (c < inputs) sum -= statement.CommitmentPoints[c];
                else sum += statement.CommitmentPoints[c];
            }
            if (sum != RistrettoPoint.Identity) _errors[remaining[r]] = new(Kind.ValueNotConserved);
        }
    }

    private void CheckRings()
    {
        int[] remaining = Remaining();
        List<RingVerification> rings = [];
        List<int> owners = [];
        TxPrefix.HashMany([.. remaining.Select(i => _statements[i].Prefix)]);
        foreach (int i in remaining)
        {
            RingCtStatement statement = _statements[i];
            byte[] digest = statement.SigningDigest(_blockVersion);
            for (int r = 0; r < statement.Rings.Length; r++)
            {
                rings.Add(new RingVerification(
                    statement.Signature.RingSignatures[r], statement.SignedDigests[r] ?? digest, statement.Rings[r],
                    statement.Signature.PseudoOutputCommitments[r]));
                owners.Add(i);
            }
        }
        var errors = new RingSignatureError[rings.Count];
        RingMlsag.VerifyMany(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rings), errors);
        for (int r = 0; r < errors.Length; r++)
        {
            if (!errors[r].IsNone) _errors[owners[r]] ??= RingCtError.RingSignature(errors[r]);
        }
    }
}
