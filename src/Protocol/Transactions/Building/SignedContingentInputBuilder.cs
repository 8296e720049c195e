// Building signed contingent inputs (fact sheet ledger §4.2).
// It runs where the owner's keys are, and may branch on amounts, which are his own.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Puts an input with its rules together. Holds secrets: wiped on disposal. One caller at a time.</summary>
public sealed class SignedContingentInputBuilder : IDisposable
{
    private readonly OutputMaker _maker;
    private readonly IMemoBuilder _memoBuilder;
    private readonly InputCredentials _credentials;
    private readonly List<(TxOut Output, UnmaskedAmount Amount)> _required = [];
    private readonly List<RevealedTxOut> _partialFill = [];
    private RevealedTxOut? _partialFillChange;

    /// <summary>Begins an input. The memo builder is told that there is no fee: whoever uses the input pays that.</summary>
    /// <param name="blockVersion">The version that it is made for.</param>
    /// <param name="credentials">What spends it, taken over.</param>
    /// <param name="fogResolver">Knows the keys of recipients' fogs.</param>
    /// <param name="memoBuilder">Makes the memos of this one input's outputs.</param>
    /// <exception cref="TxBuilderException"><see cref="TxBuilderError.MissingProofs"/>: not one for each member of the ring.</exception>
    /// <exception cref="NewMemoException">The memo builder does not take the fee.</exception>
    public SignedContingentInputBuilder(
        BlockVersion blockVersion, InputCredentials credentials, IFogResolver fogResolver, IMemoBuilder memoBuilder)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(fogResolver);
        ArgumentNullException.ThrowIfNull(memoBuilder);
        memoBuilder.SetFee(new Amount(0, TokenId.Mob));
        if (credentials.Ring.Count != credentials.MembershipProofs.Count)
        {
            throw TxBuilderException.Of(
                TxBuilderError.MissingProofs, (ulong)credentials.Ring.Count, (ulong)credentials.MembershipProofs.Count);
        }
        _maker = new OutputMaker(blockVersion, fogResolver);
        _memoBuilder = memoBuilder;
        _credentials = credentials;
    }

    /// <summary>The version that the input is made for.</summary>
    public BlockVersion BlockVersion => _maker.BlockVersion;

    /// <summary>The latest tombstone block of a transaction that uses the input.</summary>
    public ulong TombstoneBlock => _maker.TombstoneBlock;

    /// <summary>The least that must be taken of what may be filled partly; 0 for any.</summary>
    public ulong MinPartialFillValue { get; set; }

    /// <summary>Sets the latest tombstone block, not later than fog keys allow.</summary>
    /// <returns>The latest tombstone block.</returns>
    public ulong SetTombstoneBlock(ulong block) => _maker.SetTombstoneBlock(block);

    /// <summary>Requires an output, of any token. Draws as <see cref="TransactionBuilder.AddOutput"/>.</summary>
    /// <param name="amount">What it holds.</param>
    /// <param name="recipient">Whom it is to.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="TxBuilderException"><see cref="TxBuilderError.FogPublicKey"/>.</exception>
    /// <exception cref="NewMemoException">The memo builder does not take the output.</exception>
    /// <exception cref="AmountException">The block version does not have the token.</exception>
    public TxOutContext AddRequiredOutput(Amount amount, PublicAddress recipient, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return Require(amount, recipient, recipient, Memo(amount, recipient), random);
    }

    /// <summary>Requires an output that returns what is left over to the owner.</summary>
    /// <param name="amount">What it holds.</param>
    /// <param name="changeDestination">The owner's own addresses.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <inheritdoc cref="AddRequiredOutput"/>
    public TxOutContext AddRequiredChangeOutput(Amount amount, ReservedSubaddresses changeDestination, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(changeDestination);
        return Require(
            amount, changeDestination.PrimaryAddress, changeDestination.ChangeSubaddress, ChangeMemo(amount, changeDestination), random);
    }

    /// <summary>Asks for an output that whoever uses the input fills by the fraction that he takes.</summary>
    /// <param name="amount">What it holds if all is taken.</param>
    /// <param name="recipient">Whom it is to.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.FeatureNotSupportedAtBlockVersion"/>, <see cref="TxBuilderError.FogPublicKey"/>.
    /// </exception>
    /// <exception cref="NewMemoException">The memo builder does not take the output.</exception>
    public TxOutContext AddPartialFillOutput(Amount amount, PublicAddress recipient, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        CheckPartialFills();
        TxOutContext output = Make(amount, recipient, recipient, Memo(amount, recipient), random, out _);
        _partialFill.Add(Revealed(output));
        return output;
    }

    /// <summary>Makes the input one that can be filled partly: adds the output that returns what is not taken.</summary>
    /// <param name="amount">What returns if nothing is taken.</param>
    /// <param name="changeDestination">The owner's own addresses.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.AlreadyHavePartialFillChange"/>, <see cref="TxBuilderError.FeatureNotSupportedAtBlockVersion"/>,
    /// <see cref="TxBuilderError.FogPublicKey"/>.
    /// </exception>
    /// <exception cref="NewMemoException">The memo builder does not take the output.</exception>
    public TxOutContext AddPartialFillChangeOutput(Amount amount, ReservedSubaddresses changeDestination, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(changeDestination);
        if (_partialFillChange is not null) throw new TxBuilderException(TxBuilderError.AlreadyHavePartialFillChange);
        CheckPartialFills();
        TxOutContext output = Make(
            amount, changeDestination.PrimaryAddress, changeDestination.ChangeSubaddress, ChangeMemo(amount, changeDestination), random, out _);
        _partialFillChange = Revealed(output);
        return output;
    }

    /// <summary>Signs. Draws 64 bytes for the pseudo-output's blinding, then what the ring signature needs.</summary>
    /// <param name="signer">Who holds the key.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="TxBuilderException"><see cref="TxBuilderError.BlockVersionTooOld"/>.</exception>
    /// <exception cref="RingSignerException">The key is not to be had, or is another's, or the ring cannot be signed for.</exception>
    public SignedContingentInput Build(IRingSigner signer, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(random);
        if (!BlockVersion.HasInputRules) throw TxBuilderException.Of(TxBuilderError.BlockVersionTooOld, BlockVersion.Value, 3);
        List<(TxOut Output, UnmaskedAmount Amount)> required = [.. _required.OrderBy(r => r.Output.PublicKey)];
        InputRules rules = new()
        {
            RequiredOutputs = [.. required.Select(r => r.Output)],
            MaxTombstoneBlock = TombstoneBlock == ulong.MaxValue ? 0 : TombstoneBlock,
            PartialFillOutputs = [.. _partialFill.OrderBy(r => r.TxOut.PublicKey)],
            PartialFillChange = _partialFillChange,
            MinPartialFillValue = MinPartialFillValue,
        };
        TxIn input = new(_credentials.Ring, [], rules);
        using SignableInputRing ring = _credentials.ToSignable();
        Scalar blinding = RandomScalar.Draw(random);
        RingMlsag signature = signer.Sign(input.SignedDigest(), ring, blinding, random);
        Amount amount = _credentials.Amount;
        return new SignedContingentInput(BlockVersion.Value, input, signature, new UnmaskedAmount(amount.Value, amount.TokenId, blinding))
        {
            RequiredOutputAmounts = [.. required.Select(r => r.Amount)],
            TxOutGlobalIndices = [.. _credentials.MembershipProofs.Select(p => p.Index)],
        };
    }

    /// <summary>Wipes the credentials.</summary>
    public void Dispose()
    {
        _credentials.Dispose();
        _required.Clear();
    }

    private Func<CompressedRistretto, MemoPayload> Memo(Amount amount, PublicAddress recipient) =>
        key => _memoBuilder.MakeMemoForOutput(amount, recipient, key);

    private Func<CompressedRistretto, MemoPayload> ChangeMemo(Amount amount, ReservedSubaddresses destination) =>
        key => _memoBuilder.MakeMemoForChangeOutput(amount, destination, key);

    private void CheckPartialFills()
    {
        // Only amounts of version 2 have a secret of their own to reveal.
        if (!BlockVersion.HasMaskedAmountV2) throw TxBuilderException.FeatureNotSupported(BlockVersion, "partial fill outputs");
    }

    private TxOutContext Require(
        Amount amount, PublicAddress hintAddress, PublicAddress recipient, Func<CompressedRistretto, MemoPayload> memo, RandomFill random)
    {
        TxOutContext output = Make(amount, hintAddress, recipient, memo, random, out UnmaskedAmount unmasked);
        _required.Add((output.TxOut, unmasked));
        return output;
    }

    private TxOutContext Make(
        Amount amount, PublicAddress hintAddress, PublicAddress recipient, Func<CompressedRistretto, MemoPayload> memo, RandomFill random,
        out UnmaskedAmount unmasked)
    {
        ArgumentNullException.ThrowIfNull(random);
        EncryptedFogHint hint = _maker.Hint(hintAddress, random, out ulong expiry);
        TxOutContext output = _maker.Make(amount, recipient, hint, expiry, memo, random, null, out TxOutSummaryUnblindingData unblinding);
        unmasked = unblinding.UnmaskedAmount;
        unblinding.Dispose();
        return output;
    }

    private static RevealedTxOut Revealed(TxOutContext output)
    {
        Span<byte> secret = stackalloc byte[MaskedAmount.AmountSharedSecretSize];
        MaskedAmount.AmountSharedSecret(output.SharedSecret, secret);
        return new RevealedTxOut(output.TxOut, secret);
    }
}
