// Agreed values become a block (fact sheet consensus §4.5 "Build block").
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>Has the enclave form a block, signs what the node says beside it, and appends it to the ledger.</summary>
internal sealed class BlockMaker(
    IConsensusEnclave enclave, ILedger ledger, TransactionCache transactions, MintProposals mintings, NodeIdentity node, TimeProvider time)
{
    /// <summary>Makes and appends a block.</summary>
    /// <exception cref="EnclaveException">The enclave refuses.</exception>
    /// <exception cref="LedgerException">The ledger refuses, or cannot be read.</exception>
    internal Block Make(IReadOnlyList<ConsensusValue> values)
    {
        Block parent = ledger.GetLatestBlock();
        FormBlockInputs inputs = Inputs(values);
        FormedBlock formed = enclave.FormBlock(parent, inputs, ledger.GetRootTxOutMembershipElement());
        // The time is this host's word: nobody agreed on it.
        BlockSignature signature = formed.Signature with { SignedAt = (ulong)Math.Max(0, time.GetUtcNow().ToUnixTimeSeconds()) };
        ledger.AppendBlock(new BlockData(formed.Block, formed.Contents, signature, Metadata(formed.Block)));
        return formed.Block;
    }

    private FormBlockInputs Inputs(IReadOnlyList<ConsensusValue> values)
    {
        WellFormedTx[] txs =
        [
            .. values.Where(v => v.Kind == ConsensusValueKind.TxHash).Select(v => transactions.Find(v.TxHash)
                ?? throw new InvalidOperationException($"the transaction {v.TxHash} was agreed on and is not in the cache")),
        ];
        ulong[] indices = [.. txs.SelectMany(t => t.Context.HighestIndices).Distinct()];
        IReadOnlyList<TxOutMembershipProof> made = indices.Length == 0 ? [] : ledger.GetTxOutProofOfMemberships(indices);
        Dictionary<ulong, TxOutMembershipProof> proofs = [];
        for (int i = 0; i < indices.Length; i++) proofs[indices[i]] = made[i];
        return new FormBlockInputs(
            [.. txs.Select(t => new WellFormedTxWithProofs(t.Tx, [.. t.Context.HighestIndices.Select(i => proofs[i])]))],
            [.. values.Select(v => v.MintConfigTx).OfType<MintConfigTx>()],
            mintings.WithConfigs(values.Select(v => v.MintTx).OfType<MintTx>()));
    }

    private BlockMetadata Metadata(Block block)
    {
        AttestationEvidence evidence = enclave.GetAttestationEvidence();
        return BlockMetadata.Sign(new BlockMetadataContents(block.Id, node.QuorumSet, evidence, node.PeerResponderId), node.MessageKey);
    }
}

/// <summary>Who a validator is to others.</summary>
/// <param name="PeerResponderId">The name by which peers reach it.</param>
/// <param name="ClientResponderId">The name by which clients' attested channels know it.</param>
/// <param name="MessageKey">The key that signs its messages and its blocks' metadata. Disposed by whoever made it.</param>
/// <param name="QuorumSet">Whom it trusts.</param>
internal sealed record NodeIdentity(ResponderId PeerResponderId, ResponderId ClientResponderId, Ed25519Private MessageKey, QuorumSet QuorumSet);
