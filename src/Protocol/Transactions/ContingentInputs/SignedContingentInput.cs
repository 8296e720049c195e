// An input that its owner has signed for whoever keeps its rules (fact sheet ledger §2.7, §2.8, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// A signed input without membership proofs, with what opens its pseudo-output and the outputs that its rules require. Immutable. Half a
/// swap, made to be given away: everything in it is known to its counterparty.
/// </summary>
public sealed partial class SignedContingentInput : IEquatable<SignedContingentInput>, IDigestible, IWireMessage<SignedContingentInput>
{
    /// <summary>An input from its fields. Nothing is checked: <see cref="Validate"/> does.</summary>
    /// <param name="blockVersion">The version that it is made for: any number, as it came.</param>
    /// <param name="txIn">Ring and rules.</param>
    /// <param name="mlsag">The ring signature.</param>
    /// <param name="pseudoOutputAmount">What opens the pseudo-output.</param>
    public SignedContingentInput(uint blockVersion, TxIn txIn, RingMlsag mlsag, in UnmaskedAmount pseudoOutputAmount)
    {
        ArgumentNullException.ThrowIfNull(txIn);
        ArgumentNullException.ThrowIfNull(mlsag);
        BlockVersion = blockVersion;
        TxIn = txIn;
        Mlsag = mlsag;
        PseudoOutputAmount = pseudoOutputAmount;
    }

    /// <summary>The version that it is made for.</summary>
    public uint BlockVersion { get; }

    /// <summary>Ring and rules.</summary>
    public TxIn TxIn { get; }

    /// <summary>The ring signature.</summary>
    public RingMlsag Mlsag { get; }

    /// <summary>What opens the pseudo-output.</summary>
    public UnmaskedAmount PseudoOutputAmount { get; }

    /// <summary>What opens each required output.</summary>
    public IReadOnlyList<UnmaskedAmount> RequiredOutputAmounts { get; init; } = [];

    /// <summary>Where in the ledger each member of the ring is, so that its proof can be fetched.</summary>
    public IReadOnlyList<ulong> TxOutGlobalIndices { get; init; } = [];

    /// <summary>The mark that the input leaves when it is used.</summary>
    public KeyImage KeyImage => Mlsag.KeyImage;

    /// <summary>The same with membership proofs, one for each member of the ring, which the signature does not cover.</summary>
    public SignedContingentInput WithProofs(IReadOnlyList<TxOutMembershipProof> proofs) =>
        new(BlockVersion, new TxIn(TxIn.Ring, proofs, TxIn.InputRules), Mlsag, PseudoOutputAmount)
        {
            RequiredOutputAmounts = RequiredOutputAmounts,
            TxOutGlobalIndices = TxOutGlobalIndices,
        };

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "SignedContingentInput"u8);
        node.UInt32("block_version"u8, BlockVersion);
        node.Value("tx_in"u8, TxIn);
        node.Value("mlsag"u8, Mlsag);
        node.Value("pseudo_output_amount"u8, PseudoOutputAmount);
        node.List("required_output_amounts"u8, RequiredOutputAmounts);
        node.List("tx_out_global_indices"u8, TxOutGlobalIndices);
    }

    /// <summary>Equality of the encodings.</summary>
    public bool Equals(SignedContingentInput? other) => other is not null && this.Encode().AsSpan().SequenceEqual(other.Encode());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SignedContingentInput);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyImage.GetHashCode();

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64Always(1, BlockVersion);
        writer.Message(2, TxIn);
        writer.Message(3, Mlsag);
        writer.Message(4, PseudoOutputAmount);
        writer.Messages(5, RequiredOutputAmounts);
        writer.PackedFixed64(6, TxOutGlobalIndices);
    }

    /// <inheritdoc/>
    public static SignedContingentInput ReadFrom(ref ProstReader reader)
    {
        uint version = 0;
        ReadOnlySpan<byte> input = default, mlsag = default, pseudoOutput = default;
        List<UnmaskedAmount> required = [];
        List<ulong> indices = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: version = reader.UInt32(); break;
                case 2: reader.Merge(ref input); break;
                case 3: reader.Merge(ref mlsag); break;
                case 4: reader.Merge(ref pseudoOutput); break;
                case 5: required.Add(reader.Message<UnmaskedAmount>()); break;
                case 6: reader.Fixed64s(indices); break;
                default: reader.Skip(); break;
            }
        }
        return new SignedContingentInput(
            version, reader.Message<TxIn>(input), reader.Message<RingMlsag>(mlsag), reader.Message<UnmaskedAmount>(pseudoOutput))
        {
            RequiredOutputAmounts = required,
            TxOutGlobalIndices = indices,
        };
    }
}
