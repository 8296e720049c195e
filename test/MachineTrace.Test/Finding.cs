namespace MobileCoin.MachineTrace.Test;

/// <summary>What came of comparing the traces of one exercise: how long they agreed, and where they parted, if they did.</summary>
/// <param name="Exercise">Its name.</param>
/// <param name="Events">Instructions and accesses that were compared.</param>
/// <param name="Difference">The first difference, with the functions; null if there is none.</param>
internal sealed record Finding(string Exercise, long Events, string? Difference);
