<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Temporal" version="3.22.0">
 <temporal mode="2" endField="end" durationUnit="min" enabled="1" accumulate="0" startField="start" limitMode="0" startExpression="" durationField="" fixedDuration="0" endExpression="">
  <fixedRange>
   <start />
   <end />
  </fixedRange>
 </temporal>
 <renderer-v2 referencescale="-1" enableorderby="0" forceraster="0" symbollevels="0" type="RuleRenderer">
  <rules key="{geomap-events}">
   <rule symbol="0" filter="&quot;event_type&quot; = 'Battles' AND NOT (&quot;geo_precision&quot; IN ('adm1', 'adm2', 'region'))" key="{battles-place}" label="Battles" />
   <rule symbol="1" filter="&quot;event_type&quot; = 'Battles' AND &quot;geo_precision&quot; IN ('adm1', 'adm2', 'region')" key="{battles-area}" label="Battles, somewhere in this area" />
   <rule symbol="2" filter="&quot;event_type&quot; = 'Explosions/Remote violence' AND NOT (&quot;geo_precision&quot; IN ('adm1', 'adm2', 'region'))" key="{explosions-remote-violence-place}" label="Explosions/Remote violence" />
   <rule symbol="3" filter="&quot;event_type&quot; = 'Explosions/Remote violence' AND &quot;geo_precision&quot; IN ('adm1', 'adm2', 'region')" key="{explosions-remote-violence-area}" label="Explosions/Remote violence, somewhere in this area" />
   <rule symbol="4" filter="&quot;event_type&quot; = 'Violence against civilians' AND NOT (&quot;geo_precision&quot; IN ('adm1', 'adm2', 'region'))" key="{violence-against-civilians-place}" label="Violence against civilians" />
   <rule symbol="5" filter="&quot;event_type&quot; = 'Violence against civilians' AND &quot;geo_precision&quot; IN ('adm1', 'adm2', 'region')" key="{violence-against-civilians-area}" label="Violence against civilians, somewhere in this area" />
   <rule symbol="6" filter="&quot;event_type&quot; = 'Protests' AND NOT (&quot;geo_precision&quot; IN ('adm1', 'adm2', 'region'))" key="{protests-place}" label="Protests" />
   <rule symbol="7" filter="&quot;event_type&quot; = 'Protests' AND &quot;geo_precision&quot; IN ('adm1', 'adm2', 'region')" key="{protests-area}" label="Protests, somewhere in this area" />
   <rule symbol="8" filter="&quot;event_type&quot; = 'Riots' AND NOT (&quot;geo_precision&quot; IN ('adm1', 'adm2', 'region'))" key="{riots-place}" label="Riots" />
   <rule symbol="9" filter="&quot;event_type&quot; = 'Riots' AND &quot;geo_precision&quot; IN ('adm1', 'adm2', 'region')" key="{riots-area}" label="Riots, somewhere in this area" />
   <rule symbol="10" filter="&quot;event_type&quot; = 'Strategic developments' AND NOT (&quot;geo_precision&quot; IN ('adm1', 'adm2', 'region'))" key="{strategic-developments-place}" label="Strategic developments" />
   <rule symbol="11" filter="&quot;event_type&quot; = 'Strategic developments' AND &quot;geo_precision&quot; IN ('adm1', 'adm2', 'region')" key="{strategic-developments-area}" label="Strategic developments, somewhere in this area" />
  </rules>
  <symbols>
   <symbol name="0" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="179,51,29,255" k="color" />
     <prop v="circle" k="name" />
     <prop v="255,255,255,255" k="outline_color" />
     <prop v="solid" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="3" k="size" />
    </layer>
   </symbol>
   <symbol name="1" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="179,51,29,0" k="color" />
     <prop v="circle" k="name" />
     <prop v="179,51,29,255" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.6" k="outline_width" />
     <prop v="7" k="size" />
    </layer>
   </symbol>
   <symbol name="10" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="77,91,87,255" k="color" />
     <prop v="circle" k="name" />
     <prop v="255,255,255,255" k="outline_color" />
     <prop v="solid" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="3" k="size" />
    </layer>
   </symbol>
   <symbol name="11" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="77,91,87,0" k="color" />
     <prop v="circle" k="name" />
     <prop v="77,91,87,255" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.6" k="outline_width" />
     <prop v="7" k="size" />
    </layer>
   </symbol>
   <symbol name="2" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="217,116,28,255" k="color" />
     <prop v="circle" k="name" />
     <prop v="255,255,255,255" k="outline_color" />
     <prop v="solid" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="3" k="size" />
    </layer>
   </symbol>
   <symbol name="3" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="217,116,28,0" k="color" />
     <prop v="circle" k="name" />
     <prop v="217,116,28,255" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.6" k="outline_width" />
     <prop v="7" k="size" />
    </layer>
   </symbol>
   <symbol name="4" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="138,28,74,255" k="color" />
     <prop v="circle" k="name" />
     <prop v="255,255,255,255" k="outline_color" />
     <prop v="solid" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="3" k="size" />
    </layer>
   </symbol>
   <symbol name="5" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="138,28,74,0" k="color" />
     <prop v="circle" k="name" />
     <prop v="138,28,74,255" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.6" k="outline_width" />
     <prop v="7" k="size" />
    </layer>
   </symbol>
   <symbol name="6" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="42,111,158,255" k="color" />
     <prop v="circle" k="name" />
     <prop v="255,255,255,255" k="outline_color" />
     <prop v="solid" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="3" k="size" />
    </layer>
   </symbol>
   <symbol name="7" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="42,111,158,0" k="color" />
     <prop v="circle" k="name" />
     <prop v="42,111,158,255" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.6" k="outline_width" />
     <prop v="7" k="size" />
    </layer>
   </symbol>
   <symbol name="8" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="122,91,168,255" k="color" />
     <prop v="circle" k="name" />
     <prop v="255,255,255,255" k="outline_color" />
     <prop v="solid" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="3" k="size" />
    </layer>
   </symbol>
   <symbol name="9" alpha="1" type="marker" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleMarker" enabled="1" locked="0">
     <prop v="122,91,168,0" k="color" />
     <prop v="circle" k="name" />
     <prop v="122,91,168,255" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.6" k="outline_width" />
     <prop v="7" k="size" />
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerGeometryType>0</layerGeometryType>
</qgis>
