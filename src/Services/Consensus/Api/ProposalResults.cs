// Refusals as the codes that clients get (fact sheet consensus §4.10).
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Consensus;

/// <summary>Maps validation errors to result codes.</summary>
internal static class ProposalResults
{
    /// <summary>The code of a refused transaction. Names are the same but for the rules of inputs.</summary>
    internal static ProposeTxResult Of(TransactionValidationError error) => error.Kind == TransactionValidationErrorKind.InputRule
        ? OfRule(error.Rule)
        : Enum.TryParse(error.Kind.ToString(), out ProposeTxResult code) ? code : throw new ArgumentException($"{error.Kind} has no result code", nameof(error));

    /// <summary>The answer to a minting or a change of mint configurations.</summary>
    internal static MintValidationResult Of(MintValidationError error)
    {
        var result = new MintValidationResult { Code = (MintValidationResultCode)(int)error.Kind };
        switch (error.Kind)
        {
            case MintValidationErrorKind.InvalidBlockVersion: result.BlockVersion = (uint)error.Value; break;
            case MintValidationErrorKind.InvalidTokenId or MintValidationErrorKind.NoGovernors: result.TokenId = error.Value; break;
            case MintValidationErrorKind.InvalidNonceLength: result.NonceLength = error.Value; break;
        }
        return result;
    }

    private static ProposeTxResult OfRule(InputRuleError? rule) => rule switch
    {
        { Kind: InputRuleErrorKind.MissingRequiredOutput } => ProposeTxResult.InputRuleMissingRequiredOutput,
        { Kind: InputRuleErrorKind.MaxTombstoneBlockExceeded } => ProposeTxResult.InputRuleMaxTombstoneBlockExceeded,
        { Revealed.Kind: RevealedTxOutErrorKind.InvalidAmountSharedSecret } => ProposeTxResult.InputRuleInvalidAmountSharedSecret,
        { Revealed.Kind: RevealedTxOutErrorKind.TxOutConversion } => ProposeTxResult.InputRuleTxOutConversion,
        { Revealed.Kind: RevealedTxOutErrorKind.Amount } => ProposeTxResult.InputRuleAmount,
        _ => ProposeTxResult.InputRulePartialFill,
    };
}
