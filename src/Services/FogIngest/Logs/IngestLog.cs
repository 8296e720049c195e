using Microsoft.Extensions.Logging;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

/// <summary>What an ingest node writes to the log. Numbers are not used again. Keys are public ones.</summary>
internal static partial class IngestLog
{
    internal const string Category = "MobileCoin.FogIngest";

    [LoggerMessage(1, LogLevel.Information, "the node is {Mode}; next block {NextBlockIndex}")]
    internal static partial void ModeChanged(ILogger logger, IngestControllerMode mode, ulong nextBlockIndex);

    [LoggerMessage(2, LogLevel.Error, "the state file could not be written, trying again with the next block: {Reason}")]
    internal static partial void StateNotSaved(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Information, "the ingress key is {Key}")]
    internal static partial void KeyChanged(ILogger logger, string key);

    [LoggerMessage(4, LogLevel.Error, "the evidence of the new ingress key could not be had, it will be when it is published: {Reason}")]
    internal static partial void EvidenceNotRefreshed(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Information, "the ingress key {Key} was asked to be retired: {Retired}")]
    internal static partial void Retired(ILogger logger, string key, bool retired);

    [LoggerMessage(6, LogLevel.Warning, "the ingress key {Key} is reported lost")]
    internal static partial void ReportedLost(ILogger logger, string key);

    [LoggerMessage(7, LogLevel.Information, "the peers are {Peers}")]
    internal static partial void PeersSet(ILogger logger, string peers);

    [LoggerMessage(8, LogLevel.Warning, "peer {Peer} is no backup: {Reason}")]
    internal static partial void PeerNotABackup(ILogger logger, string peer, string reason);

    [LoggerMessage(9, LogLevel.Warning, "peer {Peer} has another ingress key, and gets this node's")]
    internal static partial void PeerHasAnotherKey(ILogger logger, string peer);

    [LoggerMessage(10, LogLevel.Warning, "peer {Peer} has other peers, and gets this node's")]
    internal static partial void PeerHasOtherPeers(ILogger logger, string peer);

    [LoggerMessage(11, LogLevel.Information, "ingest invocation {Run} has ended")]
    internal static partial void RunEnded(ILogger logger, long run);

    [LoggerMessage(12, LogLevel.Warning, "ingest invocation {Run} had ended before: {Reason}")]
    internal static partial void RunHadEnded(ILogger logger, long run, string reason);

    [LoggerMessage(13, LogLevel.Information, "ingest invocation {Run} with egress key {EgressKey} begins at block {Block}")]
    internal static partial void RunEntered(ILogger logger, long run, string egressKey, ulong block);

    [LoggerMessage(14, LogLevel.Error, "{What} failed, trying again in {Seconds} s: {Reason}")]
    internal static partial void TryingAgain(ILogger logger, string what, int seconds, string reason);

    [LoggerMessage(15, LogLevel.Error, "block {Index} could not be read: {Reason}")]
    internal static partial void BlocksNotRead(ILogger logger, ulong index, string reason);

    [LoggerMessage(16, LogLevel.Error, "blocks {First} to {Last} could not be ingested; the egress key is not used again, and they are tried anew")]
    internal static partial void BlocksFailed(ILogger logger, ulong first, ulong last, Exception exception);

    [LoggerMessage(17, LogLevel.Warning, "another node has scanned a block from {First} to {Last} with the same ingress key: this one becomes idle")]
    internal static partial void LostRace(ILogger logger, ulong first, ulong last);

    [LoggerMessage(18, LogLevel.Information, "the ingress key {Key} is retired, and has scanned all blocks up to {Expiry}: the node becomes idle")]
    internal static partial void KeyIsDone(ILogger logger, string key, ulong expiry);

    [LoggerMessage(19, LogLevel.Debug, "blocks {First} to {Last} with {Outputs} outputs are stored")]
    internal static partial void Processed(ILogger logger, ulong first, ulong last, int outputs);

    [LoggerMessage(20, LogLevel.Debug, "block {Index} is not there yet")]
    internal static partial void NoBlock(ILogger logger, ulong index);

    [LoggerMessage(21, LogLevel.Error, "the saved state, {Mode}, cannot be gone on with, the node is idle: {Reason}")]
    internal static partial void NotRestored(ILogger logger, IngestControllerMode mode, string reason);

    [LoggerMessage(22, LogLevel.Warning, "the node is not activated by itself: it has peers, or had some")]
    internal static partial void NotAlone(ILogger logger);

    [LoggerMessage(23, LogLevel.Warning, "the node is not activated by itself: its ingress key {Key} is retired or lost")]
    internal static partial void KeyIsNotForUse(ILogger logger, string key);

    [LoggerMessage(24, LogLevel.Warning, "{Warning}")]
    internal static partial void Configuration(ILogger logger, string warning);

    [LoggerMessage(25, LogLevel.Critical, "{File} is now {Backup}, and the node has a new ingress key: {Reason}")]
    internal static partial void StateSetAside(ILogger logger, string file, string backup, string reason);

    [LoggerMessage(26, LogLevel.Information, "enclave started: {Features}; ingress key {Key}")]
    internal static partial void EnclaveStarted(ILogger logger, string features, string key);

    [LoggerMessage(27, LogLevel.Critical, "cannot start: {Reason}")]
    internal static partial void CannotStart(ILogger logger, string reason);

    [LoggerMessage(28, LogLevel.Warning, "nothing can be sealed in this environment: after a restart the ingress key is another one, unless a peer has it")]
    internal static partial void NothingSealed(ILogger logger);

    [LoggerMessage(29, LogLevel.Debug, "Auth refused: {Reason}")]
    internal static partial void AuthRefused(ILogger logger, string reason);

    [LoggerMessage(30, LogLevel.Error, "block {Index} could not be worked on")]
    internal static partial void TurnFailed(ILogger logger, ulong index, Exception exception);

    [LoggerMessage(31, LogLevel.Error, "given up, for the operator to see to: {Reason}")]
    internal static partial void NotDone(ILogger logger, string reason);
}
