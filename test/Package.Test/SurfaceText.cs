// An assembly's public surface as text that a person reads and a diff compares.
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MobileCoin.Package.Test;

/// <summary>Types in the order of their names, each with its members in theirs, as C# would declare them.</summary>
internal static class SurfaceText
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<string> Lines(Assembly assembly)
    {
        foreach (IGrouping<string?, Type> space in assembly.GetExportedTypes().GroupBy(t => t.Namespace).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return $"namespace {space.Key}";
            foreach (Type type in space.OrderBy(TypeText.Declared, StringComparer.Ordinal))
            {
                yield return "";
                yield return Head(type);
                foreach (string member in MembersOf(type)) yield return "    " + member;
            }
            yield return "";
        }
    }

    /// <summary>What of a type others can use: public and protected members.</summary>
    internal static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Head(Type type)
    {
        bool isRecord = IsRecord(type);
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "") + (isRecord ? "record struct" : "struct"),
            _ => (type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class"),
        };
        List<Type> bases = [];
        if (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) && !typeof(Delegate).IsAssignableFrom(type)) bases.Add(b);
        if (!type.IsEnum) bases.AddRange(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsVisible && !(isRecord && i.Name == "IEquatable`1")).OrderBy(i => i.Name, StringComparer.Ordinal));
        string of = type.IsEnum && Enum.GetUnderlyingType(type) != typeof(int) ? " : " + TypeText.Of(Enum.GetUnderlyingType(type)) : bases.Count > 0 ? " : " + string.Join(", ", bases.Select(t => TypeText.Of(t))) : "";
        return $"{kind} {TypeText.Declared(type)}{of}";
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum) return type.GetEnumNames().Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture)}");
        if (typeof(Delegate).IsAssignableFrom(type)) return [MethodText(type.GetMethod("Invoke")!)];
        IEnumerable<(string Name, string Text)> members =
        [
            .. type.GetConstructors(Members).Where(c => IsVisible(c) && !IsGenerated(c)).Select(c => ("", $"{Access(c)}{type.Name.Split('`')[0]}({Parameters(c)})")),
            .. type.GetFields(Members).Where(f => f.IsPublic || f.IsFamily).Select(f => (f.Name, FieldText(f))),
            .. type.GetProperties(Members).Where(p => (IsVisible(p.GetMethod) || IsVisible(p.SetMethod)) && p.Name != "EqualityContract").Select(p => (p.Name, PropertyText(p))),
            .. type.GetEvents(Members).Where(e => IsVisible(e.AddMethod)).Select(e => (e.Name, $"event {TypeText.Of(e.EventHandlerType!)} {e.Name}")),
            .. type.GetMethods(Members).Where(IsOwn).Select(m => (m.Name, MethodText(m))),
        ];
        return members.OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Text, StringComparer.Ordinal).Select(m => m.Text);
    }

    // Accessors are told with their properties; what every object has is not told.
    private static bool IsOwn(MethodInfo method) =>
        IsVisible(method) && !IsGenerated(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.GetBaseDefinition().DeclaringType != typeof(object);

    // A record's constructors are marked too, and are worth a line.
    private static bool IsGenerated(MethodBase method) =>
        method is ConstructorInfo
            ? method.GetParameters() is [{ } only] && only.ParameterType == method.DeclaringType
            : method.IsDefined(typeof(CompilerGeneratedAttribute), false) && !(method.Name.StartsWith("op_", StringComparison.Ordinal) && !IsRecord(method.DeclaringType!));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Members) is not null || (type.IsValueType && type.GetMethod("PrintMembers", Members) is not null);

    private static string FieldText(FieldInfo field) =>
        $"{(field.IsFamily ? "protected " : "")}{(field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""))}{TypeText.Of(field)} {field.Name}"
        + (field.IsLiteral ? " = " + Constant(field.GetRawConstantValue()) : "");

    private static string PropertyText(PropertyInfo property)
    {
        MethodInfo any = IsVisible(property.GetMethod) ? property.GetMethod! : property.SetMethod!;
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;
        string accessors = (IsVisible(property.GetMethod) ? "get; " : "") + (IsVisible(property.SetMethod) ? isInit ? "init; " : "set; " : "");
        string name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        string required = property.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";
        return $"{Access(any)}{required}{TypeText.Of(property)} {name} {{ {accessors}}}";
    }

    private static string MethodText(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{Access(method)}{TypeText.Of(method.ReturnParameter)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface || method is ConstructorInfo ? "" : method.IsAbstract ? "abstract " : method is MethodInfo { IsFinal: false, IsVirtual: true } m && !method.DeclaringType.IsSealed ? m.GetBaseDefinition() == m ? "virtual " : "override " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string by = parameter.IsOut ? "out " : !parameter.ParameterType.IsByRef ? "" : parameter.IsIn || parameter.IsDefined(typeof(IsReadOnlyAttribute), false) ? "in " : "ref ";
        string @params = parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false) ? "params " : "";
        string text = $"{@params}{by}{TypeText.Of(parameter)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Constant(parameter.RawDefaultValue, parameter.ParameterType)}" : text;
    }

    private static string Constant(object? value, Type? type = null) => value switch
    {
        null => type is { IsValueType: true } && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool b => b ? "true" : "false",
        _ when type is { IsEnum: true } => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
