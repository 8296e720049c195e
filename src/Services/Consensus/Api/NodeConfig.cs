// What a validator tells of its configuration (fact sheet consensus §4.10 GetNodeConfig).
using Google.Protobuf;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusConfig;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Consensus;

internal static class NodeConfig
{
    internal static ConsensusNodeConfig Of(ValidatorNode node)
    {
        BlockchainConfig config = node.Config;
        var answer = new ConsensusNodeConfig
        {
            MintingTrustRoot = Key(node.Enclave.GetMintingTrustRoot()),
            PeerResponderId = node.Identity.PeerResponderId.Text,
            ClientResponderId = node.Identity.ClientResponderId.Text,
            BlockSigningKey = Key(node.Enclave.GetSigner()),
            BlockVersion = config.BlockVersion.Value,
            ScpMessageSigningKey = Key(node.Identity.MessageKey.PublicKey()),
        };
        if (config.GovernorsSignature is { } signature) answer.GovernorsSignature = new External.Ed25519Signature { Data = ByteString.CopyFrom(signature.ToBytes()) };
        for (int i = 0; i < config.FeeMap.Tokens.Length; i++)
        {
            ulong id = config.FeeMap.Tokens[i];
            var token = new TokenConfig { TokenId = id, MinimumFee = config.FeeMap.Fees[i] };
            if (config.GovernorsMap.Entries.TryGetValue(id, out SignerSet? governors)) token.Governors = GeneratedMessage.Decode<External.Ed25519SignerSet>(governors.Encode());
            if (node.Ledger.GetActiveMintConfigs(id) is { } active) token.ActiveMintConfigs = GeneratedMessage.Decode<Wire.ConsensusConfig.ActiveMintConfigs>(active.Encode());
            answer.TokenConfigMap.Add(id, token);
        }
        return answer;
    }

    private static External.Ed25519Public Key(in Crypto.Ed25519Public key) => new() { Data = ByteString.CopyFrom(key.ToBytes()) };
}
