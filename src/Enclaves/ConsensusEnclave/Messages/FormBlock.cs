// What a block is made of, and the block (fact sheet consensus §3.6).
using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>A transaction for a block.</summary>
/// <param name="Tx">The transaction.</param>
/// <param name="Proofs">The own ledger's present proofs of the outputs at <see cref="WellFormedTxContext.HighestIndices"/>.</param>
public sealed record WellFormedTxWithProofs(WellFormedEncryptedTx Tx, IReadOnlyList<TxOutMembershipProof> Proofs);

/// <summary>A minting for a block.</summary>
/// <param name="MintTx">The minting.</param>
/// <param name="MintConfigTx">The change of configurations in force for its token.</param>
/// <param name="MintConfig">The one of its configurations under which it is minted.</param>
public sealed record MintTxWithConfig(MintTx MintTx, MintConfigTx MintConfigTx, MintConfig MintConfig);

/// <summary>What was agreed on for a block, in the agreed order.</summary>
/// <param name="Txs">The transactions.</param>
/// <param name="MintConfigTxs">The changes of mint configurations.</param>
/// <param name="MintTxs">The mintings.</param>
public sealed record FormBlockInputs(
    IReadOnlyList<WellFormedTxWithProofs> Txs, IReadOnlyList<MintConfigTx> MintConfigTxs, IReadOnlyList<MintTxWithConfig> MintTxs);

/// <summary>A new block.</summary>
/// <param name="Block">The header.</param>
/// <param name="Contents">The contents.</param>
/// <param name="Signature">The enclave's signature; the host fills in when it was signed.</param>
public sealed record FormedBlock(Block Block, BlockContents Contents, BlockSignature Signature);
