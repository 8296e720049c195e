// What a node says of itself beside a block (fact sheet ledger §5.4, crypto §5.7, §9.7).
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>The node's quorum set, evidence and name at a block.</summary>
/// <param name="BlockId">The block.</param>
/// <param name="QuorumSet">Whom the node trusts.</param>
/// <param name="AttestationEvidence">The evidence of its enclave; always there in genuine metadata.</param>
/// <param name="ResponderId">The node's name.</param>
public sealed record BlockMetadataContents(
    BlockID BlockId, QuorumSet QuorumSet, AttestationEvidence? AttestationEvidence, ResponderId ResponderId)
    : IDigestible, IBlockMessage<BlockMetadataContents>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "BlockMetadataContents"u8);
        node.Value("block_id"u8, BlockId);
        node.Value("quorum_set"u8, QuorumSet);
        node.Optional("verification_report"u8, AttestationEvidence); // the name of old, for either kind
        node.Value("responder_id"u8, ResponderId);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, BlockId);
        writer.Message(2, QuorumSet, form);
        // The ledger's encoder puts the oneof at its lowest field, the public one each member at its own.
        bool first = form == WireForm.Ledger || AttestationEvidence is VerificationReport;
        if (first) writer.AttestationEvidence(AttestationEvidence, 3, 5);
        ResponderId.WriteTo(writer, 4, form);
        if (!first) writer.AttestationEvidence(AttestationEvidence, 3, 5);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => WriteTo(writer, WireForm.Ledger);

    /// <inheritdoc/>
    public static BlockMetadataContents ReadFrom(ref ProstReader reader, WireForm form)
    {
        ReadOnlySpan<byte> block = default, quorumSet = default;
        var evidence = default(AttestationEvidenceField);
        var responder = default(ResponderIdField);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref block); break;
                case 2: reader.Merge(ref quorumSet); break;
                case 3: evidence.AddVerificationReport(ref reader); break;
                case 4: responder.Add(ref reader, form); break;
                case 5: evidence.AddDcapEvidence(ref reader); break;
                case AttestationEvidenceField.Tdx: evidence.AddTdxEvidence(ref reader); break;
                case AttestationEvidenceField.Snp: evidence.AddSnpEvidence(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        BlockMessage.Require(block, form, "BlockMetadataContents.block_id");
        return new BlockMetadataContents(
            reader.Message<BlockID>(block), reader.Message<QuorumSet>(quorumSet, form), evidence.Read(reader), responder.Read(reader));
    }

    /// <inheritdoc/>
    public static BlockMetadataContents ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);
}
