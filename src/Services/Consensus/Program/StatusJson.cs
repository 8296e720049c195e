// What the admin port tells of a validator (fact sheet consensus §4.12 config_json).
using System.Text.Json.Nodes;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.Consensus;

internal static class StatusJson
{
    internal static string Of(FlagValues values, NetworkFile network, ValidatorNode node) =>
        new JsonObject { ["config"] = Config(values), ["network"] = network.ToJson(), ["status"] = Status(network, node) }.ToJsonString();

    private static JsonObject Config(FlagValues values)
    {
        byte[] der = new byte[Ed25519Public.DerSize];
        Ed25519Public key = values.Get(ConsensusFlags.MsgSignerKey).Key.PublicKey();
        key.WriteDer(der);
        return new JsonObject
        {
            ["public_key"] = key.ToString(),
            ["peer_responder_id"] = values.Get(ConsensusFlags.PeerResponderId),
            ["client_responder_id"] = values.Get(CommonFlags.ClientResponderId),
            ["message_pubkey"] = Convert.ToBase64String(der).Replace('+', '-').Replace('/', '_'),
            ["network"] = values.Get(ConsensusFlags.Network),
            ["peer_listen_uri"] = values.Get(ConsensusFlags.PeerListenUri).ToString(),
            ["client_listen_uri"] = values.Get(ConsensusFlags.ClientListenUri).ToString(),
            ["admin_listen_uri"] = values.Find(CommonFlags.AdminListenUri)?.ToString(),
            ["ledger_path"] = values.Get(ConsensusFlags.LedgerPath),
            ["scp_debug_dump"] = values.Find(ConsensusFlags.ScpDebugDump),
            ["client_auth_token_enabled"] = values.Find(CommonFlags.ClientAuthTokenSecret) is not null,
            ["client_auth_token_max_lifetime"] = (ulong)values.Get(CommonFlags.ClientAuthTokenMaxLifetime).TotalSeconds,
        };
    }

    private static JsonObject Status(NetworkFile network, ValidatorNode node)
    {
        ILedger ledger = node.Ledger;
        ulong blocks = ledger.NumBlocks;
        Block latest = ledger.GetBlock(blocks - 1);
        ulong highest = node.Sync.HighestNetworkBlock ?? 0;
        return new JsonObject
        {
            ["block_height"] = blocks,
            ["version"] = latest.Version,
            ["broadcast_peer_count"] = network.BroadcastPeers.Count,
            ["known_peer_count"] = network.KnownPeers.Count,
            ["sync_status"] = node.Worker.IsBehind ? "catchup" : "synced",
            ["blocks_behind"] = highest > blocks ? highest - blocks : 0,
            ["latest_block_hash"] = latest.Id.ToString(),
            ["latest_block_timestamp"] = ledger.GetBlockSignature(blocks - 1)?.SignedAt.ToString() ?? "",
        };
    }
}
