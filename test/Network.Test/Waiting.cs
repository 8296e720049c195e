namespace MobileCoin.Network.Test;

/// <summary>For what comes in its own time.</summary>
internal static class Waiting
{
    /// <summary>Asks until a condition holds, for a minute at most.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(20, limit.Token);
    }
}
